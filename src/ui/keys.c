/* The table of keys, and the lookups over it. */
#include "ui/keys.h"

#include "base/text.h"
#include "ui/curses_wide.h"
#include <string.h>
#include <yizhan/i18n.h>

const struct yz_key_row yz_key_table[] = {
    {YZ_REQ_HELP, "F1", N_("帮助"), N_("这里能做什么，用哪些键"), YZ_IN_ANY, 0},
    {YZ_REQ_HELP, "?", N_("帮助"), NULL, YZ_IN_LIST, 0},
    {YZ_REQ_FIND, "F2", N_("查找"), N_("人、户、地址、电话、证件号、事项、办件、屏幕"), YZ_IN_ANY, 20},
    {YZ_REQ_FIND, "/ :", N_("查找"), NULL, YZ_IN_LIST, 0},
    {YZ_REQ_CASES, "F3", N_("办件"), N_("办件队列"), YZ_IN_ANY, 40},
    {YZ_REQ_VISITS, "F4", N_("走访"), N_("走访"), YZ_IN_ANY, 0},
    {YZ_REQ_LISTS, "F5", N_("三张清单"), N_("需求、服务、资源三张清单"), YZ_IN_ANY, 42},
    {YZ_REQ_GRIDS, "F6", N_("网格"), N_("网格和楼栋"), YZ_IN_ANY, 43},
    {YZ_REQ_MEETINGS, "F7", N_("协商"), N_("小协商：提、议、决、评"), YZ_IN_ANY, 44},
    {YZ_REQ_FIGURES, "F8", N_("统计"), N_("统计"), YZ_IN_ANY, 46},
    {YZ_REQ_SYSTEM, "F9", N_("系统"), N_("日志、备份、核验"), YZ_IN_ANY, 47},
    {YZ_REQ_LOCK, "F10", N_("锁屏"), N_("锁屏；再按一次离开"), YZ_IN_ANY, 60},
    {YZ_REQ_OPEN, "Enter", N_("打开"), N_("打开；在表单里到下一栏"), YZ_IN_ANY, 0},
    {YZ_REQ_BACK, "Esc", N_("返回"), N_("返回；在表单里先离开这一栏"), YZ_IN_ANY, 30},
    {YZ_REQ_SAVE, "Ctrl-S", N_("保存"), N_("保存"), YZ_IN_ANY, 0},
    {YZ_REQ_UNDO, "Ctrl-Z", N_("撤销"), N_("撤销上一次办理；在表单里恢复这一栏"), YZ_IN_ANY, 45},
    {YZ_REQ_PRINT, "Ctrl-P", N_("打印"), N_("打印"), YZ_IN_ANY, 0},
    {YZ_REQ_REVEAL, "Ctrl-R", N_("显示全部"), N_("显示被遮盖的个人信息（要写原因，记入日志）"), YZ_IN_ANY, 0},
    {YZ_REQ_REDRAW, "Ctrl-L", N_("重画"), N_("重画屏幕"), YZ_IN_ANY, 0},
    {YZ_REQ_NEW, "Ctrl-N", N_("新增"), N_("新增"), YZ_IN_ANY, 0},
    {YZ_REQ_EDIT, "Ctrl-E", N_("修改"), N_("修改显示的记录"), YZ_IN_ANY, 0},
    {YZ_REQ_UP, "Up", N_("上"), N_("上一行、上一栏"), YZ_IN_ANY, 0},
    {YZ_REQ_DOWN, "Down", N_("下"), N_("下一行、下一栏"), YZ_IN_ANY, 0},
    {YZ_REQ_UP, "k", N_("上"), NULL, YZ_IN_LIST, 0},
    {YZ_REQ_DOWN, "j", N_("下"), NULL, YZ_IN_LIST, 0},
    {YZ_REQ_LEFT, "Left", N_("左"), N_("左移；上一个选项"), YZ_IN_ANY, 0},
    {YZ_REQ_RIGHT, "Right", N_("右"), N_("右移；下一个选项"), YZ_IN_ANY, 0},
    {YZ_REQ_PAGE_UP, "PgUp", N_("上页"), N_("上一页"), YZ_IN_ANY, 0},
    {YZ_REQ_PAGE_DOWN, "PgDn", N_("下页"), N_("下一页"), YZ_IN_ANY, 0},
    {YZ_REQ_HOME, "Home", N_("开头"), N_("到开头"), YZ_IN_ANY, 0},
    {YZ_REQ_END, "End", N_("末尾"), N_("到末尾"), YZ_IN_ANY, 0},
    {YZ_REQ_HOME, "g", N_("开头"), NULL, YZ_IN_LIST, 0},
    {YZ_REQ_END, "G", N_("末尾"), NULL, YZ_IN_LIST, 0},
    {YZ_REQ_NEXT, "Tab", N_("下一栏"), N_("下一栏、下一块、下一个视图"), YZ_IN_ANY, 0},
    {YZ_REQ_PREVIOUS, "Shift-Tab", N_("上一栏"), N_("上一栏、上一块、上一个视图"), YZ_IN_ANY, 0},
    {YZ_REQ_MARK, "Space", N_("标记"), N_("标记这一行；勾选这一项"), YZ_IN_LIST, 0},
    {YZ_REQ_PICK, "1 2 3 4 5 6 7 8 9 0", N_("选择"), N_("第几个视图、第几个选项"), YZ_IN_LIST, 0},
    {YZ_REQ_SEARCH, "Ctrl-F", N_("跳到"), N_("在这张表里跳到所打的文字"), YZ_IN_ANY, 0},
    {YZ_REQ_SEARCH_NEXT, "n", N_("下一个"), N_("跳到下一个"), YZ_IN_LIST, 0},
    {YZ_REQ_FILTER, "Ctrl-T", N_("筛选"), N_("只留下含所打文字的行；Esc 取消"), YZ_IN_ANY, 0},
    {YZ_REQ_MARK_ALL, "Ctrl-A *", N_("全部标记"), N_("标记显示的全部；再按一次取消全部标记"), YZ_IN_LIST, 0},
    {YZ_REQ_ACT, "Ctrl-G", N_("一起办"), N_("给标记的几件一起办一步"), YZ_IN_LIST, 0},
    {YZ_REQ_PLACE, "Ctrl-O", N_("换驿站"), N_("换一个驿站，或者全部驿站"), YZ_IN_LIST, 0},
    {YZ_REQ_LIKELY, "Ctrl-O", N_("看像的人"), N_("打开可能已登记的那一位；填的还在"), YZ_IN_FIELD, 0},
    {YZ_REQ_SORT, "Ctrl-B", N_("换排序"), N_("换一种先后"), YZ_IN_LIST, 0},
    {YZ_REQ_DAY, "Ctrl-Y d", N_("换日期"), N_("看另一天的"), YZ_IN_LIST, 0},
    {YZ_REQ_MOVE, "F12", N_("变动"), N_("搬家、迁出、分户、出生、去世、换户主 …"), YZ_IN_LIST, 0},
    {YZ_REQ_PERSON, "Ctrl-X", N_("新增居民"), N_("登记一位还不在册的居民，住进这一户、这一处"), YZ_IN_ANY, 0},
    {YZ_REQ_RUBOUT, "Backspace", N_("退格"), N_("删去光标前的字"), YZ_IN_ANY, 0},
    {YZ_REQ_DELETE, "Delete Ctrl-D", N_("删除"), N_("删去光标上的字"), YZ_IN_ANY, 0},
    {YZ_REQ_KILL_TO_START, "Ctrl-U", N_("删到开头"), N_("删到这一栏的开头"), YZ_IN_ANY, 0},
    {YZ_REQ_KILL_TO_END, "Ctrl-K", N_("删到末尾"), N_("删到这一栏的末尾"), YZ_IN_ANY, 0},
    {YZ_REQ_KILL_WORD, "Ctrl-W", N_("删一词"), N_("删去光标前的一个词"), YZ_IN_ANY, 0},
    {YZ_REQ_WORD_LEFT, "Ctrl-Left", N_("左一词"), N_("左移一个词"), YZ_IN_ANY, 0},
    {YZ_REQ_WORD_RIGHT, "Ctrl-Right", N_("右一词"), N_("右移一个词"), YZ_IN_ANY, 0},
};
const size_t yz_key_rows = sizeof yz_key_table / sizeof *yz_key_table;

enum { ENTER = '\r', ESC = 27, BACKSPACE = YZ_NAMED_KEY(KEY_BACKSPACE) };

static const struct {
    const char *name;
    yz_key key;
    const char *label; /* as shown; NULL = the name */
} names[] = {
    {"Enter", ENTER, NULL},
    {"Esc", ESC, NULL},
    {"Tab", '\t', NULL},
    {"Shift-Tab", YZ_NAMED_KEY(KEY_BTAB), NULL},
    {"Space", ' ', N_("空格")},
    {"Backspace", BACKSPACE, N_("退格键")},
    {"Delete", YZ_NAMED_KEY(KEY_DC), "Del"},
    {"Up", YZ_NAMED_KEY(KEY_UP), N_("上键")},
    {"Down", YZ_NAMED_KEY(KEY_DOWN), N_("下键")},
    {"Left", YZ_NAMED_KEY(KEY_LEFT), N_("左键")},
    {"Right", YZ_NAMED_KEY(KEY_RIGHT), N_("右键")},
    {"PgUp", YZ_NAMED_KEY(KEY_PPAGE), NULL},
    {"PgDn", YZ_NAMED_KEY(KEY_NPAGE), NULL},
    {"Home", YZ_NAMED_KEY(KEY_HOME), NULL},
    {"End", YZ_NAMED_KEY(KEY_END), NULL},
    {"Ctrl-Left", YZ_NAMED_KEY(CODE_WORD_LEFT), N_("Ctrl-左键")},
    {"Ctrl-Right", YZ_NAMED_KEY(CODE_WORD_RIGHT), N_("Ctrl-右键")},
};

static yz_key function_key(const char *name) {
    if (name[0] != 'F' || !name[1] || strspn(name + 1, "0123456789") != strlen(name + 1)) return 0;
    int number = 0;
    for (const char *p = name + 1; *p && number < 100; p++) number = number * 10 + (*p - '0');
    return number >= 1 && number <= 12 ? YZ_NAMED_KEY(KEY_F(number)) : 0;
}

yz_key yz_key_named(const char *name) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, name) == 0) return names[i].key;
    }
    yz_key f = function_key(name);
    if (f) return f;
    if (strncmp(name, "Ctrl-", 5) == 0 && name[5] >= 'A' && name[5] <= 'Z' && !name[6])
        return yz_key_unified(name[5] - '@');
    const char *p = name;
    uint32_t cp;
    if (yz_utf8_next(&p, &cp) > 0 && !*p && cp >= ' ') return (yz_key)cp;
    return 0;
}

yz_key yz_key_unified(yz_key key) {
    switch (key) {
    case '\n':
    case YZ_NAMED_KEY(KEY_ENTER): return ENTER;
    case 8:
    case 127: return BACKSPACE;
    case YZ_NAMED_KEY(KEY_FIND):
    case YZ_NAMED_KEY(KEY_A1): return YZ_NAMED_KEY(KEY_HOME);
    case YZ_NAMED_KEY(KEY_SELECT):
    case YZ_NAMED_KEY(KEY_LL):
    case YZ_NAMED_KEY(KEY_C1): return YZ_NAMED_KEY(KEY_END);
    case YZ_NAMED_KEY(KEY_A3): return YZ_NAMED_KEY(KEY_PPAGE);
    case YZ_NAMED_KEY(KEY_C3): return YZ_NAMED_KEY(KEY_NPAGE);
    default: return key;
    }
}

/* What an input method types for a command key: full-width forms, the ideographic space, and 、 on the slash key. */
static yz_key half_width(yz_key key) {
    if (key >= 0xFF01 && key <= 0xFF5E) return key - 0xFEE0;
    if (key == 0x3000) return ' ';
    if (key == 0x3001) return '/';
    return key;
}

/* The table, with the key names looked up: made once. */
static struct binding {
    yz_key key;
    unsigned where;
    enum yz_request request;
} bindings[128];
static size_t binding_count;

/* The next of the names in `*names_left`; false at the end. */
static bool next_name(const char **names_left, char out[24]) {
    const char *p = *names_left + strspn(*names_left, " ");
    size_t n = strcspn(p, " ");
    if (n == 0 || n >= 24) return false;
    memcpy(out, p, n);
    out[n] = '\0';
    *names_left = p + n;
    return true;
}

static void bind_all(void) {
    char name[24];
    for (size_t i = 0; i < yz_key_rows; i++) {
        const char *left = yz_key_table[i].keys;
        while (next_name(&left, name) && binding_count < sizeof bindings / sizeof *bindings) {
            bindings[binding_count++] =
                (struct binding){yz_key_named(name), yz_key_table[i].where, yz_key_table[i].request};
        }
    }
}

enum yz_request yz_key_request(yz_key key, unsigned where, int *number) {
    if (binding_count == 0) bind_all();
    yz_key plain = where & YZ_IN_LIST ? half_width(key) : key;
    for (size_t i = 0; i < binding_count; i++) {
        if (bindings[i].key != plain || !(bindings[i].where & where)) continue;
        if (bindings[i].request == YZ_REQ_PICK) *number = plain - '0';
        return bindings[i].request;
    }
    bool character = key >= ' ' && key < 0x110000 && key != 127 && !(key >= 0x80 && key < 0xA0);
    return character && where == YZ_IN_FIELD ? YZ_REQ_TEXT : YZ_REQ_NONE;
}

const struct yz_key_row *yz_key_row_of(enum yz_request request, unsigned where) {
    for (size_t i = 0; i < yz_key_rows; i++) {
        if (yz_key_table[i].request == request && (yz_key_table[i].where & where)) return &yz_key_table[i];
    }
    return NULL;
}

char *yz_key_label(enum yz_request request, unsigned where, char out[24]) {
    int last = request >> 8; /* of a hint: the last digit that does something; 0 = 9 */
    out[0] = '\0';
    request &= 0xff;
    const struct yz_key_row *row = yz_key_row_of(request, where);
    const char *left = row ? row->keys : "";
    if (!next_name(&left, out)) return out;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].label && strcmp(names[i].name, out) == 0) yz_copy(out, 24, yz_tr(names[i].label));
    }
    if (request == YZ_REQ_PICK) snprintf(out, 24, last == 1 ? "1" : "1-%d", last ? last : 9);
    return out;
}
