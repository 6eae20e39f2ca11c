#!/usr/bin/env python3
"""The published page in a real Chromium, driven through its debugging pipe: page.py BROWSER PAGE FOLDER.

Prints `ok NAME` or `not ok NAME: why` for each thing that is looked at: what WCAG 2.1 AA asks of such a page and a
program can see (language, title, headings, tables, names in the accessibility tree, contrast, reflow), that nothing is
fetched from elsewhere and no script is there, that it is no blank picture, and that it prints."""
import base64
import json
import os
import re
import struct
import subprocess
import sys
import zlib


class Browser:
    def __init__(self, path, folder):
        to_read, self.to = os.pipe()
        self.of, of_write = os.pipe()
        script = 'exec 3<&%d 4>&%d; exec "$@"' % (to_read, of_write)
        flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
                 '--remote-debugging-pipe', '--user-data-dir=' + folder, 'about:blank']
        self.process = subprocess.Popen(['bash', '-c', script, 'bash', path] + flags, pass_fds=(to_read, of_write),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(of_write)
        self.last, self.rest, self.events = 0, b'', []

    def message(self):
        while b'\0' not in self.rest:
            got = os.read(self.of, 1 << 20)
            if not got:
                raise SystemExit('not ok the browser went away')
            self.rest += got
        one, self.rest = self.rest.split(b'\0', 1)
        return json.loads(one)

    def call(self, method, session=None, **params):
        self.last += 1
        said = {'id': self.last, 'method': method, 'params': params}
        if session:
            said['sessionId'] = session
        os.write(self.to, json.dumps(said).encode() + b'\0')
        while True:
            got = self.message()
            if got.get('id') != self.last:
                self.events.append(got)
            elif 'error' in got:
                raise SystemExit('not ok %s: %s' % (method, got['error']['message']))
            else:
                return got['result']

    def wait(self, method):
        while not any(e.get('method') == method for e in self.events):
            self.events.append(self.message())


LOOK = r"""
(() => {
  const all = (s) => [...document.querySelectorAll(s)];
  const rgb = (c) => (c.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; })
    .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = all('body *').filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => { const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
      return [e.tagName, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]; }).filter(([, c]) => c < 4.5);
  const levels = all('h1,h2,h3,h4,h5,h6').map((h) => Number(h.tagName[1]));
  const ids = all('[id]').map((e) => e.id), first = all('a,button,input,[tabindex="0"]')[0];
  return { lang: document.documentElement.lang, title: document.title, h1: all('h1').length,
    order: levels.every((l, i) => i === 0 ? l === 1 : l <= levels[i - 1] + 1),
    tables: all('table').length, captions: all('table').filter((t) => t.caption && t.caption.textContent.trim()).length,
    th: all('th').length, bare: all('th').filter((t) => !['col', 'row'].includes(t.scope)).length,
    columns: all('th[scope=col]').length, rows: all('th[scope=row]').length,
    scripts: all('script,iframe,object,embed,link,img,video,audio').length,
    handlers: all('*').filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name) || /^\s*javascript:/i.test(a.value))).length,
    twice: ids.length - new Set(ids).size, skip: first && first.className === 'skip' && first.hash === '#main' && !!document.querySelector('#main'),
    dead: all('a[href^="#"]').filter((a) => !document.getElementById(a.hash.slice(1))).length,
    poor, size: parseFloat(getComputedStyle(document.body).fontSize), text: document.body.innerText };
})()
"""


def colours(png):
    """How many different bytes the picture has: a blank one has one or two."""
    at, data = 8, b''
    while at < len(png):
        size, kind = struct.unpack('>I4s', png[at:at + 8])
        if kind == b'IDAT':
            data += png[at + 8:at + 8 + size]
        at += 12 + size
    return len(set(zlib.decompress(data)))


def main(path, page, folder):
    failed = 0

    def tell(name, good, why=''):
        nonlocal failed
        failed += not good
        print('ok ' + name if good else 'not ok %s: %s' % (name, why))

    b = Browser(path, os.path.join(folder, 'profile'))
    target = b.call('Target.createTarget', url='about:blank')['targetId']
    s = b.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
    for domain in ('Page', 'Runtime', 'Network', 'Accessibility', 'Log'):
        b.call(domain + '.enable', s)
    b.events.clear()
    url = 'file://' + os.path.abspath(page)
    b.call('Page.navigate', s, url=url)
    b.wait('Page.loadEventFired')
    look = b.call('Runtime.evaluate', s, expression=LOOK, returnByValue=True)['result']['value']

    tell('the page says its language', look['lang'] == 'zh-CN', look['lang'])
    tell('it has a title', '公示' in look['title'], look['title'])
    tell('one first heading, and none left out', look['h1'] == 1 and look['order'], look)
    tell('every table has a caption', look['tables'] > 1 and look['captions'] == look['tables'], look['captions'])
    tell('every head of a column or row says of what', look['th'] > 5 and look['bare'] == 0, look['bare'])
    tell('no script, no picture, nothing embedded', look['scripts'] == 0 and look['handlers'] == 0, look['scripts'])
    tell('no id twice, no dead link', look['twice'] == 0 and look['dead'] == 0, (look['twice'], look['dead']))
    tell('the first stop is past the head', bool(look['skip']), look['skip'])
    tell('every text stands out by 4.5 to 1', not look['poor'], look['poor'][:3])
    tell('the letters are large', look['size'] >= 18, look['size'])

    asked = [e['params']['request']['url'] for e in b.events if e.get('method') == 'Network.requestWillBeSent']
    tell('nothing is fetched from elsewhere', asked == [url], asked)
    wrong = [e for e in b.events if e.get('method') in ('Log.entryAdded', 'Runtime.exceptionThrown')]
    tell('the browser finds nothing wrong', not wrong, wrong[:1])

    tree = [n for n in b.call('Accessibility.getFullAXTree', s)['nodes'] if not n.get('ignored')]
    role = lambda r: [n for n in tree if n['role']['value'] == r]
    named = lambda r: all(n.get('name', {}).get('value') for n in role(r))
    tell('readers hear head, contents, lists and foot', all(len(role(r)) == 1 for r in ('banner', 'navigation', 'main', 'contentinfo')),
         [len(role(r)) for r in ('banner', 'navigation', 'main', 'contentinfo')])
    tell('readers hear the tables by name', len(role('table')) == look['tables'] and named('table'), len(role('table')))
    tell('readers hear the heads of columns and rows',
         len(role('columnheader')) == look['columns'] and len(role('rowheader')) == look['rows'],
         (len(role('columnheader')), len(role('rowheader'))))
    tell('every link has a name', len(role('link')) > 2 and named('link'))

    for width, what in ((1280, 'as it opens'), (640, 'at 200 %'), (320, 'at 400 %')):
        b.call('Emulation.setDeviceMetricsOverride', s, width=width, height=900, deviceScaleFactor=1, mobile=False)
        over = b.call('Runtime.evaluate', s, returnByValue=True,
                      expression='document.documentElement.scrollWidth - document.documentElement.clientWidth')
        tell('nothing to scroll sideways ' + what, over['result']['value'] <= 0, over['result']['value'])
    b.call('Emulation.clearDeviceMetricsOverride', s)

    picture = base64.b64decode(b.call('Page.captureScreenshot', s, format='png')['data'])
    open(os.path.join(folder, 'page.png'), 'wb').write(picture)
    tell('the picture is not blank', colours(picture) > 16, colours(picture))
    pdf = base64.b64decode(b.call('Page.printToPDF', s, preferCSSPageSize=True)['data'])
    open(os.path.join(folder, 'page.pdf'), 'wb').write(pdf)
    pages = len(re.findall(rb'/Type\s*/Page\b', pdf))
    box = re.search(rb'/MediaBox\s*\[([^\]]*)\]', pdf)
    size = [round(float(v)) for v in box.group(1).split()] if box else []
    tell('it prints', pdf[:5] == b'%PDF-' and pages >= 1, pages)
    tell('on A4', size[2:] and abs(size[2] - 595) <= 1 and abs(size[3] - 842) <= 1, size)
    open(os.path.join(folder, 'page.text'), 'w').write(look['text'])
    b.call('Browser.close')
    b.process.wait(20)
    return failed != 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:4]))
