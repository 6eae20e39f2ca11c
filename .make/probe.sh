# Asking the machine what it has; read by deps.sh and configure.sh.
#
# `probe NEED` answers 0 when NEED is there, and leaves how to compile and link with it in $cflags and $libs.
# shellcheck shell=sh disable=SC2034

CC=${CC:-cc} given="${CPPFLAGS:-} ${CFLAGS:-} ${LDFLAGS:-}" run_it='' brew_opt=''

# Homebrew keeps libraries that macOS has in an older form out of the way.
if command -v brew > /dev/null 2>&1; then
    brew_opt=$(brew --prefix)/opt
    for keg in ncurses sqlite libsodium libiconv cmocka libvterm libpq libzip expat; do
        PKG_CONFIG_PATH=$brew_opt/$keg/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    done
    export PKG_CONFIG_PATH
fi

has() { command -v "$1" > /dev/null 2>&1; }

# compiles FLAGS: builds the program on standard input, with what make was given. runs FLAGS: and runs it.
compiles() {
    probe_dir=$(mktemp -d) || return 1
    cat > "$probe_dir/a.c"
    # shellcheck disable=SC2086
    $CC -D_GNU_SOURCE $given -o "$probe_dir/a" "$probe_dir/a.c" "$@" > "$probe_dir/log" 2>&1
    compiled=$?
    if [ "$compiled" = 0 ] && [ -n "$run_it" ]; then
        "$probe_dir/a" > /dev/null 2>&1
        compiled=$?
    fi
    rm -rf "$probe_dir"
    return $compiled
}
runs() { run_it=1; compiles "$@"; ran=$?; run_it=; return $ran; }

# library PC-NAME LEAST-VERSION HEADER EXPRESSION FALLBACK...: pkg-config's word, else the first fallback that links.
library() {
    pc=$1 least=$2 header=$3 expression=$4
    shift 4
    if has pkg-config && pkg-config --exists "$pc >= $least" 2> /dev/null; then
        cflags=$(pkg-config --cflags "$pc") libs=$(pkg-config --libs "$pc")
        return 0
    fi
    for flags in "$@"; do
        # shellcheck disable=SC2086
        if printf '#include <stdarg.h>\n#include <stddef.h>\n#include <setjmp.h>\n#include <stdint.h>\n%s\n%s\n' \
            "$header" "int main(void) { return $expression; }" | compiles $flags; then
            cflags='' libs=$flags
            return 0
        fi
    done
    return 1
}

# late NAME: the library that $libs links as libNAME is loaded when it is first called, where the linker says by which name
# the loader knows it. Leaves that name in $cflags, what loads it in $libs, what links it in $late_libs (tests do).
late() {
    late_libs=$libs
    late_dir=$(mktemp -d) || return 0
    echo 'int main(void) { return 0; }' > "$late_dir/a.c"
    # shellcheck disable=SC2086
    soname=$($CC $given -o "$late_dir/a" "$late_dir/a.c" -Wl,--no-as-needed $libs 2> /dev/null &&
        readelf -d "$late_dir/a" 2> /dev/null | sed -n "s/.*NEEDED.*\\[\\(lib$1\\.so[^]]*\\)\\].*/\\1/p")
    rm -rf "$late_dir"
    [ -n "$soname" ] || return 0
    cflags="$cflags -D$2='\"$soname\"'"
    libs=-ldl
}

# iconv must write GB18030, which musl's cannot and Fedora's can only with an extra package. $ICONV may say which: libc, gnu.
iconv_source='#include <iconv.h>
#include <string.h>
int main(void) {
    char in[] = "\344\270\255", out[8], *from = in, *to = out;
    size_t left = 3, room = sizeof out;
    iconv_t cd = iconv_open("GB18030", "UTF-8");
    if (cd == (iconv_t)-1 || iconv(cd, &from, &left, &to, &room) == (size_t)-1) return 1;
    return memcmp(out, "\326\320", 2) != 0;
}'

probe_iconv() {
    for flags in '' -liconv '-I/usr/include/gnu-libiconv -liconv' "${brew_opt:+-I$brew_opt/libiconv/include -L$brew_opt/libiconv/lib -liconv}"; do
        case ${ICONV:-}$flags in gnu | libc?*) continue ;; esac
        # shellcheck disable=SC2086
        if printf '%s\n' "$iconv_source" | runs $flags; then
            cflags='' libs=''
            for flag in $flags; do
                case $flag in
                -I*) cflags="$cflags $flag" ;;
                *) libs="$libs $flag" ;;
                esac
            done
            return 0
        fi
    done
    return 1
}

# Where the programs of a PostgreSQL server of version 15 or later are; nothing when there is none.
postgresql_bin() {
    for bin in "$(pg_config --bindir 2> /dev/null)" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/libexec/postgresql* \
        ${brew_opt:+"$brew_opt"/postgresql@*/bin} "$(dirname "$(command -v initdb 2> /dev/null)" 2> /dev/null)"; do
        [ -x "$bin/initdb" ] && [ -x "$bin/psql" ] || continue
        version=$("$bin/initdb" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
        [ "${version:-0}" -ge 15 ] && echo "$bin" && return
    done
}

probe() {
    cflags='' libs='' late_libs=''
    case $1 in
    compiler) echo '#include <stdio.h>
int main(void) { return puts("") < 0; }' | compiles ;;
    make) has make ;;
    pkg-config) has pkg-config ;;
    ncursesw) library ncursesw 6 '#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>' 'setcchar(NULL, L"x", 0, 0, NULL)' -lncursesw '-lncursesw -ltinfow' '-lncursesw -ltinfo' -lncurses ;;
    sqlite3) library sqlite3 3.37 '#include <sqlite3.h>
#if SQLITE_VERSION_NUMBER < 3037000
#error too old
#endif' 'sqlite3_libversion_number()' -lsqlite3 ;;
    libsodium) library libsodium 1.0.12 '#include <sodium.h>' 'sodium_init()' -lsodium ;;
    iconv) probe_iconv ;;
    cmocka) library cmocka 1.1 '#include <cmocka.h>' '_cmocka_run_group_tests("", NULL, 0, NULL, NULL)' -lcmocka ;;
    libvterm) library vterm 0.1 '#include <vterm.h>' 'vterm_new(1, 1) == NULL' -lvterm ;;
    libpq) # 13: channel binding can be demanded
        library libpq 13 '#include <libpq-fe.h>' 'PQlibVersion() < 130000' -lpq || return 1
        late pq LIBPQ_SONAME
        ;;
    postgresql) [ -n "$(postgresql_bin)" ] && has openssl ;;
    iproute2) [ "$(uname -s)" != Linux ] || { has ip && has tc; } ;; # networks of their own are Linux's
    xlsxwriter)
        library xlsxwriter 1.0 '#include <xlsxwriter.h>' 'lxw_version_id()' -lxlsxwriter || return 1
        late xlsxwriter XLSXWRITER_SONAME
        ;;
    xlsxreader) # what is in a workbook: a zip file of XML
        library libzip 1.0 '#include <zip.h>' 'zip_libzip_version() == NULL' -lzip || return 1
        late zip LIBZIP_SONAME
        zip_cflags=$cflags zip_libs=$libs
        library expat 2.2 '#include <expat.h>' 'XML_ExpatVersion() == NULL' -lexpat || return 1
        cflags="$cflags $zip_cflags" libs="$libs $zip_libs"
        ;;
    sanitizers) echo 'int main(void) { return 0; }' | compiles -fsanitize=address,undefined ;;
    chromium) has chromium || has chromium-browser || has google-chrome ;;
    dpkg-dev) has dpkg-shlibdeps ;;
    sqlite3-shell) has sqlite3 ;;
    visidata) has vd ;;
    tmux | fzf | lintian | python3 | valgrind | clang | clang-format | clang-tidy) has "$1" ;;
    *) return 1 ;;
    esac
}
