# shellcheck shell=sh
# What the tests share that set /etc/yizhan/trust/hub.conf, which is taken from there only: . "$(dirname "$0")/etc.sh"
# They run in a mount namespace of their own, over a copy of /etc.
if [ -z "${OWN_ETC:-}" ]; then
    if [ "$(id -u)" != 0 ] || ! unshare -m true 2> /dev/null; then
        echo 'ok the hub of a machine # skip this machine allows no mount namespace here'
        exit 0
    fi
    OWN_ETC=$(mktemp -d /tmp/yizhan-etc.XXXXXX) || exit 1
    export OWN_ETC
    trap 'rm -rf "${OWN_ETC:?}"' EXIT
    cp -r /etc/. "$OWN_ETC/" 2> /dev/null
    chmod 755 "$OWN_ETC"
    # shellcheck disable=SC2016
    unshare -m sh -c 'mount --bind "$OWN_ETC" /etc && exec "$@"' sh "$0"
    exit
fi
. "$(dirname "$0")/common.sh"
mkdir -p /etc/yizhan/trust
