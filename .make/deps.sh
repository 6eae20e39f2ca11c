#!/bin/sh
# Sees to it that what a goal needs is installed: deps.sh [--dry-run] [--manager=NAME] [--missing="NEED..."] GOAL...
#
# Goals: run (building and running), test, bench, asan, valgrind, fuzz, lint, deb. Each need is tried out, not looked up, so it does
# not matter where it came from. What is missing is installed with the machine's package manager: at once when that is
# allowed without a password, else the one command to do so is printed and 1 answered. Then, once, what it only wishes for.
# --manager and --missing replace what would be found; with --dry-run nothing is installed.
set -u
. "$(dirname "$0")/probe.sh"

dry_run='' manager='' forced='' goals=''
for arg in "$@"; do
    case $arg in
    --dry-run) dry_run=1 ;;
    --manager=*) manager=${arg#*=} ;;
    --missing=*) forced=${arg#*=} ;;
    *) goals="$goals $arg" ;;
    esac
done

needs_of() {
    case $1 in
    run) echo compiler make pkg-config ncursesw sqlite3 libsodium iconv ;;
    test) echo cmocka libvterm tmux ;;
    asan) echo sanitizers ;;
    valgrind) echo valgrind ;;
    fuzz) echo clang ;;
    lint) echo clang-format clang-tidy ;;
    deb) echo dpkg-dev lintian ;;
    bench) ;; # only wishes
    *) echo "deps.sh: $1?" >&2 ;;
    esac
}

# What makes it do more (.xlsx, the district), what tests more (the public page in a browser, a district of stations). Tried once in a tree, and passed over where
# it cannot be had.
wishes_of() {
    case $1 in
    run) echo xlsxwriter xlsxreader libpq ;;
    test) echo python3 chromium postgresql iproute2 ;;
    bench) echo sqlite3-shell fzf visidata ;;
    esac
}

# missing_needs NEEDS_OF: those of them, for the goals, that are not here.
missing_needs() {
    for goal in $goals; do
        for need in $("$1" "$goal"); do
            if [ -n "$forced" ]; then
                case " $forced " in *" $need "*) echo "$need" ;; esac
            else
                probe "$need" || echo "$need"
            fi
        done
    done
}

# Columns: need, then its packages by apt-get, dnf, apk, pacman, brew; + joins several.
packages() {
    case $manager in apt-get) column=2 ;; dnf) column=3 ;; apk) column=4 ;; pacman) column=5 ;; brew) column=6 ;; esac
    for need in "$@"; do
        while read -r row; do
            # shellcheck disable=SC2086
            set -- $row
            [ "$1" = "$need" ] && eval "echo \${$column}" | tr '+' ' '
        done << 'TABLE'
compiler      gcc+libc6-dev               gcc+glibc-devel      gcc+musl-dev         gcc         gcc
make          make                        make                 make                 make        make
pkg-config    pkg-config                  pkgconf-pkg-config   pkgconf              pkgconf     pkgconf
ncursesw      libncurses-dev              ncurses-devel        ncurses-dev          ncurses     ncurses
sqlite3       libsqlite3-dev              sqlite-devel         sqlite-dev           sqlite      sqlite
libsodium     libsodium-dev               libsodium-devel      libsodium-dev        libsodium   libsodium
iconv         libc6-dev                   glibc-gconv-extra    gnu-libiconv-dev     glibc       libiconv
cmocka        libcmocka-dev               libcmocka-devel      cmocka-dev           cmocka      cmocka
libvterm      libvterm-dev                libvterm-devel       libvterm-dev         libvterm    libvterm
xlsxwriter    libxlsxwriter-dev           libxlsxwriter-devel  libxlsxwriter-dev    libxlsxwriter  libxlsxwriter
xlsxreader    libzip-dev+libexpat1-dev    libzip-devel+expat-devel  libzip-dev+expat-dev  libzip+expat  libzip+expat
libpq         libpq-dev                   libpq-devel          libpq-dev            postgresql-libs  libpq
postgresql    postgresql+openssl          postgresql-server+openssl  postgresql15+openssl  postgresql+openssl  postgresql@15+openssl
iproute2      iproute2                    iproute+iproute-tc   iproute2             iproute2    iproute2mac
sqlite3-shell sqlite3                     sqlite               sqlite               sqlite      sqlite
fzf           fzf                         fzf                  fzf                  fzf         fzf
visidata      visidata                    visidata             visidata             visidata    visidata
tmux          tmux                        tmux                 tmux                 tmux        tmux
sanitizers    gcc                         libasan+libubsan     gcc                  gcc         gcc
python3       python3                     python3              python3              python      python
chromium      chromium                    chromium             chromium             chromium    chromium
valgrind      valgrind                    valgrind             valgrind             valgrind    valgrind
clang         clang                       clang+compiler-rt    clang+compiler-rt    clang+compiler-rt  llvm
clang-format  clang-format                clang-tools-extra    clang-extra-tools    clang       llvm
clang-tidy    clang-tidy                  clang-tools-extra    clang-extra-tools    clang       llvm
dpkg-dev      dpkg-dev                    dpkg-dev             dpkg-dev             dpkg        dpkg
lintian       lintian                     lintian              lintian              lintian     lintian
TABLE
    done | tr ' ' '\n' | awk 'NF && !seen[$0]++' | paste -s -d ' ' -
}

# The commands that fetch the manager's lists (where it keeps any) and that install.
refresh_command() {
    case $manager in
    apt-get) echo 'apt-get update -q' ;;
    pacman) echo 'pacman -Syu --noconfirm' ;; # -Sy alone would be a partial upgrade, which Arch does not support
    esac
}
install_command() {
    case $manager in
    apt-get) echo 'DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends' ;;
    dnf) echo 'dnf install -y' ;;
    apk) echo 'apk add --no-cache' ;;
    pacman) echo 'pacman -S --noconfirm --needed' ;;
    brew) echo 'brew install' ;;
    esac
}
lists_empty() {
    case $manager in
    apt-get) set -- /var/lib/apt/lists/*Packages* ;;
    pacman) set -- /var/lib/pacman/sync/*.db ;;
    *) return 1 ;;
    esac
    [ ! -e "$1" ]
}

missing=$(missing_needs needs_of | tr '\n' ' ')
wishes=''
for need in $(missing_needs wishes_of); do
    [ -e "build/wishes/$need" ] || wishes="$wishes$need "
done
[ -n "$missing$wishes" ] || exit 0

if [ -z "$manager" ]; then
    for manager in apt-get dnf apk pacman brew none; do
        has $manager && break
    done
fi

# Rights: root, sudo or doas without a password; brew wants none. `as` is what the command runs under; '' = none.
as='sh -c'
if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
    as=''
    if has sudo && sudo -n true 2> /dev/null; then
        as='sudo -n sh -c'
    elif has doas && doas -n true 2> /dev/null; then
        as='doas -n sh -c'
    fi
fi

run() {
    echo "运行 / running: $1"
    [ -n "$dry_run" ] || $as "$1"
}

# install_needs NEED...: with the manager's lists fetched first where there are none, or where it fails without.
install_needs() {
    wanted=$(packages "$@")
    refresh=$(refresh_command)
    install="$(install_command) $wanted"
    command="${refresh:+$refresh && }$install"
    if [ -z "$as" ]; then
        return 1
    elif [ -n "$refresh" ] && lists_empty; then
        run "$refresh" && run "$install"
    elif ! run "$install"; then
        [ -n "$refresh" ] && run "$refresh" && run "$install"
    fi
}

if [ -n "$missing" ]; then
    echo "缺少 / missing: $missing"
    if [ "$manager" = none ]; then
        echo '没有认识的软件包管理器，请自行安装 / no package manager known here (apt-get, dnf, apk, pacman, brew): please install them'
        exit 1
    fi
    # shellcheck disable=SC2086
    install_needs $missing || {
        if [ -n "$as" ]; then
            echo "安装失败，请自行运行 / installing failed; please run: $command"
        else
            ask='su -c'
            has sudo && ask='sudo sh -c'
            echo "没有安装软件的权限。请运行一次 / no right to install. Please run once:"
            echo "    $ask '$command'"
        fi
        exit 1
    }
fi

# Each alone, so that one that this manager does not have costs only itself.
for need in $wishes; do
    if [ "$manager" != none ] && install_needs "$need"; then
        [ -n "$dry_run" ] || rm -f build/config.mk
    else
        echo "没有 $need：要它的（.xlsx、区县同步，网页和区县的测试，同别的工具比快慢）略过，其余照常 / without $need what needs it (.xlsx, the district, the tests of the page and the district, speed beside other tools) is left out, all else works"
    fi
done
[ -z "$dry_run" ] || exit 0
for need in $wishes; do
    mkdir -p build/wishes && : > "build/wishes/$need"
done

left=$(missing_needs needs_of | tr '\n' ' ')
if [ -n "$left" ]; then
    echo "装完仍缺少 / still missing after that: $left"
    exit 1
fi
