#!/bin/sh
# Starts Trial Catalogue; the first time it sets itself up beside this file, without a network.
cd "$(dirname "$0")" || exit 1
start() {
    for python in python3 python3.13 python3.14 python3.12 python3.11 python3.15; do
        if command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 15))'; then
            "$python" run.py "$@"
            return
        fi
    done
    echo "Trial Catalogue needs Python 3.11 to 3.15, which is not on this computer." >&2
    echo "Install it with your system's packages, or ask who looks after this computer, then start again." >&2
    return 1
}
if [ -t 2 ]; then
    start "$@"
    exit
fi
# A double click opens no terminal: what goes wrong is shown in a window, and kept in a file.
log=start.log
[ -w . ] || log="${TMPDIR:-/tmp}/trial-catalogue-start.log"
start "$@" 2>"$log"
code=$?
if [ "$code" -ne 0 ]; then
    for show in "zenity --error --no-markup --text" "kdialog --error" "xmessage"; do
        command -v "${show%% *}" >/dev/null && $show "$(tail -n 20 "$log")" && break
    done
fi
exit "$code"
