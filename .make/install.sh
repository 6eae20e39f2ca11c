#!/bin/sh
# Puts the built program where it goes: BUILD, DESTDIR and PREFIX are set; ZSH_FOLDER is where zsh looks for completions below
# PREFIX/share. install.sh --uninstall takes away what it put there.
set -eu
share=${DESTDIR:-}$PREFIX/share
zsh=${ZSH_FOLDER:-zsh/site-functions}

if [ "${1:-}" = --uninstall ]; then
    rm -f "${DESTDIR:-}$PREFIX/bin/yizhan" "$share/man/man1/yizhan.1" "$share/man/man5/yizhan-station.5" \
        "$share/bash-completion/completions/yizhan" "$share/$zsh/_yizhan"
    rm -rf "$share/yizhan" "$share/doc/yizhan"
    exit
fi

# put MODE FILE PLACE
put() {
    install -d "$(dirname "$3")"
    install -m "$1" "$2" "$3"
}

put 755 "$BUILD/yizhan" "${DESTDIR:-}$PREFIX/bin/yizhan"
put 644 docs/yizhan.1 "$share/man/man1/yizhan.1"
put 644 docs/yizhan-station.5 "$share/man/man5/yizhan-station.5"
put 644 "$BUILD/completions/yizhan" "$share/bash-completion/completions/yizhan"
put 644 "$BUILD/completions/_yizhan" "$share/$zsh/_yizhan"
put 644 LICENSE "$share/doc/yizhan/LICENSE"
for text in docs/*.md docs/manual/*.md docs/manual/*/*.md; do
    put 644 "$text" "$share/doc/yizhan/${text#docs/}"
    sed 's|](\.\./data/|](../../yizhan/|g' "$text" > "$share/doc/yizhan/${text#docs/}" # where data/ lies there
done
for file in $(cat "$BUILD/data.list") data/*/README.md; do
    put 644 "$file" "$share/yizhan/${file#data/}"
done
