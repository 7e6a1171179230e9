#!/usr/bin/env bash
# Usage: .ci/venv.sh DIR REQUIREMENTS
# Makes DIR a virtual environment that holds what the requirements file pins. Does nothing when it already does.
set -euo pipefail
dir=$1 requirements=$2

die() {
    echo "$*" >&2
    exit 1
}

python=
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
    # A version manager's stand-in for a Python that is not there fails here as an old one does.
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || die "Python 3.11 or newer is needed; python3 is $(python3 --version 2>&1 || true). Install one, or name it: PYTHON=/path/to/python3.12 make ..."

stamp=$("$python" -c 'import hashlib, sys; print(sys.version.split()[0], hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$requirements")
if [ "$(cat "$dir/.stamp" 2> /dev/null)" = "$stamp" ] && "$dir/bin/python" -c '' 2> /dev/null; then
    exit 0
fi

if "$python" -c 'import ensurepip, venv' 2> /dev/null; then
    make=("$python" -m venv)
elif command -v uv > /dev/null; then
    make=(uv venv --quiet --seed --python "$("$python" -c 'import sys; print(sys.executable)')")
elif "$python" -m virtualenv --version > /dev/null 2>&1; then
    make=("$python" -m virtualenv --quiet)
else
    die "$("$python" --version) cannot make virtual environments. Install its venv module (Debian, Ubuntu: apt-get install python3-venv) and try again."
fi

echo "Setting up $dir ($("$python" --version)), once ..."
rm -rf "$dir"
"${make[@]}" "$dir"
"$dir/bin/python" -m pip install -qq --disable-pip-version-check -r "$requirements" || die "Could not install $requirements: see above."
echo "$stamp" > "$dir/.stamp"
