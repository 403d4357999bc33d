#!/bin/sh
# Starts Trial Catalogue; the first time it sets itself up beside this file, without a network.
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.14 python3.12 python3.11 python3.15 python3; do
    # The python3 of macOS itself only offers to fetch developer tools, or is too old; run.py then says which is needed.
    command -v "$python" >/dev/null && "$python" -c "" 2>/dev/null && exec "$python" run.py "$@"
done
echo "Trial Catalogue needs Python 3.11 to 3.15, which is not on this computer."
echo "Install Python 3.13 from python.org, or ask who looks after this computer, then start again."
exit 1
