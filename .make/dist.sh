#!/bin/sh
# An archive of the sources: dist.sh BUILD VERSION. In a checkout what is committed, elsewhere (an unpacked archive) what is there.
set -eu
name=yizhan-$2 file=$1/yizhan-$2.tar.gz
if [ -e .git ]; then
    git -c safe.directory='*' archive --format=tar --prefix="$name/" HEAD | gzip -9n > "$file"
else
    find . -type f ! -path './.git/*' ! -path './build/*' | LC_ALL=C sort |
        tar -c -f - --owner=0 --group=0 --transform "s|^\./|$name/|" -T - | gzip -9n > "$file"
fi
echo "  dist  $file"
