#!/bin/bash
# What is installed and packaged: completions that say what the commands say, a Debian package that is whole, and a way back.
. "$(dirname "$0")/common.sh"
cd "$SOURCE_DIR" || exit 1
version=$(sed -n 's/^VERSION *:= *//p' Makefile)
equal 'the version is the newest of the changelog' "$version" "$(sed -nE '0,/^## /s/^## ([^ ]*) .*/\1/p' docs/changelog.md)"
equal 'and the program tells it' "yizhan $version" "$(yz --version | sed 's/  .*//')"

# As the build leaves it, without writing into it.
built=$HOME/built
mkdir -p "$built/completions"
for file in yizhan config.mk data.list; do ln -s "$BUILD/$file" "$built/$file"; done
sh .make/completions.sh bash "$built/yizhan" > "$built/completions/yizhan" 2> "$err"
sh .make/completions.sh zsh "$built/yizhan" > "$built/completions/_yizhan" 2>> "$err"
[ ! -s "$err" ]
tell 'completions are written'
if command -v zsh > /dev/null; then
    zsh -n "$built/completions/_yizhan" 2> "$err"
    tell 'zsh reads them'
    # offers LOCALE WORD...: what zsh would offer for the last word, with what it says of it.
    offers() {
        zsh -f -c '_describe() { print -l -- $told }; _files() { :; }; LC_ALL=$1; shift; words=("$@"); CURRENT=$#
            . built/completions/_yizhan' _ "$@" > "$out" 2> "$err"
    }
    cd "$HOME" || exit 1
    offers C yizhan ''
    says 'zsh tells what a command does' 'report:报表' "$out"
    offers en_US.UTF-8 yizhan ''
    says 'in English where the locale is' 'tour:a guided walk' "$out"
    offers C yizhan report ''
    grep -qx list "$out" && grep -qx -e --hub "$out"
    tell 'and of an action not what a command of its name does'
    cd "$SOURCE_DIR" || exit 1
else
    echo 'ok zsh reads them # skip zsh is not there'
fi

# completes WORD...: what bash would offer for the last word goes to $out.
completes() {
    ( cd "$HOME" && bash -c '. built/completions/yizhan && COMP_WORDS=("$@") && COMP_CWORD=$(($# - 1)) && _yizhan &&
        printf "%s\n" "${COMPREPLY[@]}"' _ "$@" ) > "$out" 2> "$err"
}
completes yizhan ''
yz --json help | get '$.command' | sort > "$HOME/commands"
equal 'every command is offered, no other' "$(cat "$HOME/commands")" "$(grep -v '^-' "$out" | sort)"
yz --json help > "$HOME/help"
get '$.usage' < "$HOME/help" > "$HOME/usage" # an action begins a line of it
( cd "$HOME" && . built/completions/yizhan && while read -r command; do
    COMP_WORDS=(yizhan "$command" '') COMP_CWORD=2
    _yizhan
    printf '%s\n' "${COMPREPLY[@]}"
done < commands | sort -u > offered )
grep -oE '^[a-z][a-z|-]*( |$)' "$HOME/usage" | tr '|' '\n' | tr -d ' ' | sort -u | comm -23 - "$HOME/offered" > "$HOME/lost"
equal 'and every action' '' "$(cat "$HOME/lost")"
completes yizhan -f some.db case list --
grep -qx -e --overdue "$out" && grep -qx -e --due-within "$out" && ! grep -q -e --dry-run "$out"
tell 'the options of a command are'
completes yizhan export residents --format ''
equal 'and their words' 'csv xlsx json' "$(paste -s -d ' ' "$out")"
touch "$HOME/ledger.csv"
completes yizhan import residents led
equal 'and files' ledger.csv "$(paste -s -d ' ' "$out")"
completes yizhan case list --limit ''
equal 'for a number nothing is' '' "$(cat "$out")"
for option in $(bash -c '. "$1"; echo $_yizhan_globals' _ "$built/completions/yizhan"); do
    case $option in
    --json | --help | --version) yz $option help > "$out" 2>&1 ;;
    --reveal) yz --reveal --reason x help > "$out" 2>&1 ;;
    --reason) yz --reason x help > "$out" 2>&1 ;;
    --lang) yz --lang en help > "$out" 2>&1 ;;
    *) yz "$option" 0 help > "$out" 2>&1 ;;
    esac
    tell "$option is an option of the program"
done

BUILD=$built DESTDIR=$HOME/staged PREFIX=/opt sh .make/install.sh > "$out" 2> "$err"
tell 'it is installed'
"$HOME/staged/opt/bin/yizhan" --version > "$out" 2> "$err"
tell 'and runs there'
# shellcheck disable=SC2046
[ $(find "$HOME/staged/opt/share/yizhan" -type f | wc -l) = $(tr ' ' '\n' < "$BUILD/data.list" | grep -c .) ]
tell 'with all its data'
BUILD=$built DESTDIR=$HOME/staged PREFIX=/opt sh .make/install.sh --uninstall
equal 'and taken away again' '' "$(find "$HOME/staged" -type f)"

if ! command -v dpkg-deb > /dev/null || ! command -v dpkg-shlibdeps > /dev/null; then
    echo 'ok the Debian package # skip dpkg-dev is not there'
elif readelf -sW "$BUILD/yizhan" | grep -q __asan_init; then
    echo 'ok the Debian package # skip a build with sanitizers'
elif ! readelf -d "$BUILD/yizhan" | grep -q 'NEEDED.*libc\.so\.6'; then
    echo 'ok the Debian package # skip a build with another C library than that of Debian'
else
    deb=$(sh .make/deb.sh "$built" "$version" 2> "$err")
    tell 'the Debian package is written'
    dpkg-deb --fsys-tarfile "$deb" | tar -tf - | sed 's|^\./||' > "$HOME/listed"
    for file in usr/bin/yizhan usr/share/man/man1/yizhan.1.gz usr/share/man/man5/yizhan-station.5.gz \
        usr/share/bash-completion/completions/yizhan usr/share/zsh/vendor-completions/_yizhan usr/share/doc/yizhan/copyright \
        usr/share/doc/yizhan/changelog.gz usr/share/yizhan/services/newborn-insurance.item; do
        grep -qxF "$file" "$HOME/listed"
        tell "  it has $file"
    done
    dpkg-deb -f "$deb" Depends > "$out"
    says 'it needs SQLite' libsqlite3-0 "$out"
    lacks 'and no library that is only loaded when asked' libpq "$out"
    dpkg-deb --fsys-tarfile "$deb" | tar -xOf - ./usr/share/doc/yizhan/changelog.gz | gzip -d > "$out"
    says 'its changelog is Debian'\''s' "yizhan ($version) unstable; urgency=medium" "$out"
    says 'with who and when' ' -- ' "$out"
    dpkg-deb --fsys-tarfile "$deb" | tar -xOf - ./usr/share/doc/yizhan/copyright > "$out"
    says 'the licence is in it' 'Permission is hereby granted' "$out"
    says 'and that of the readings' Unicode-DFS-2016 "$out"
fi
