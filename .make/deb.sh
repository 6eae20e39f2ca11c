#!/bin/sh
# Makes a Debian package of what is built: deb.sh BUILD VERSION. Its path is printed. $DEBFULLNAME and $DEBEMAIL say who
# packages it; the date is that of the version in docs/changelog.md, so the same build gives the same package.
set -eu
BUILD=$1 version=$2
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
export LC_ALL=C.UTF-8
who="${DEBFULLNAME:-yizhan packagers} <${DEBEMAIL:-yizhan@example.org}>"
architecture=$(dpkg --print-architecture)
root=$BUILD/deb/package doc=$BUILD/deb/package/usr/share/doc/yizhan
rm -rf "$BUILD/deb"
mkdir -p "$root/DEBIAN" "$BUILD/deb/debian"

umask 022
BUILD=$BUILD DESTDIR=$root PREFIX=/usr ZSH_FOLDER=zsh/vendor-completions sh .make/install.sh
strip --strip-all --remove-section=.comment --remove-section=.note "$root/usr/bin/yizhan"

# Debian keeps licences in one place and form, and the changelog in its own.
rm "$doc/LICENSE" "$doc/changelog.md"
{
    cat .make/copyright
    echo 'License: Expat'
    sed -n '5,$p' LICENSE | sed 's/^$/./; s/^/ /'
} > "$doc/copyright"
awk -v who="$who" '
    function close_one() { if (date != "") printf "\n -- %s  %s\n", who, date; date = "" }
    /^## / {
        close_one()
        day = $3
        gsub(/[()]/, "", day)
        ("date -R -u -d " day) | getline date
        printf "%syizhan (%s) unstable; urgency=medium\n\n", said++ ? "\n" : "", $2
    }
    /^- / { print "  * " substr($0, 3) }
    END { close_one() }' docs/changelog.md | fold -s -w 78 | sed -E 's/ +$//; /^( |$|yizhan )/!s/^/    /' > "$doc/changelog"
SOURCE_DATE_EPOCH=$(date -u -d "$(sed -nE '0,/^## /s/^## [^(]*\((.*)\)$/\1/p' docs/changelog.md)" +%s)
export SOURCE_DATE_EPOCH
gzip -9n "$doc/changelog" "$root/usr/share/man/man1/yizhan.1" "$root/usr/share/man/man5/yizhan-station.5"

# What it links with it needs; what it only loads when asked (workbooks, a district) is recommended.
printf 'Source: yizhan\n\nPackage: yizhan\nArchitecture: any\n' > "$BUILD/deb/debian/control"
needs=$(cd "$BUILD/deb" && dpkg-shlibdeps -O "$root/usr/bin/yizhan" | sed -n 's/^shlibs:Depends=//p')
wishes=$(for library in $(sed -nE "s/.*_SONAME='\"([^\"]*)\"'.*/\1/p" "$BUILD/config.mk"); do
    dpkg-query -S "*/$library" 2> /dev/null | sed 's/:.*//' | head -n 1
done | sort -u | paste -s -d , - | sed 's/,/, /g')
cat > "$root/DEBIAN/control" << CONTROL
Package: yizhan
Version: $version
Architecture: $architecture
Maintainer: $who
Installed-Size: $(du -k -s --apparent-size "$root/usr" | cut -f 1)
Depends: $needs
${wishes:+Recommends: $wishes
}Suggests: cups-client, postgresql-client
Section: misc
Priority: optional
Description: register and desk of a community's service stations
 A terminal program for the clerks and grid workers of China's community
 service stations (民生驿站) and for whoever keeps their machine.
 .
 One SQLite file holds the community: grids, buildings, households, people,
 cases, visits, lists. Any clue finds a person; rules kept as data say which
 papers are needed, by when, and what follows. Every change stands in a journal
 that can be verified, and can be undone. The interface is Chinese, and English
 is complete beside it.
CONTROL
(cd "$root" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum > DEBIAN/md5sums)
find "$root" -print0 | xargs -0 touch -h -d "@$SOURCE_DATE_EPOCH"
deb=$BUILD/yizhan_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" > /dev/null
rm -rf "$BUILD/deb"
echo "$deb"
