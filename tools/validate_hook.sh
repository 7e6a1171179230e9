#!/usr/bin/env bash
# The pre-commit hook: checks the customer documents of the repository that it is started in, with the collection of this clone.
# Arguments are those of ansible-playbook, for example: -e validate_path=customers -e validate_fail_on=warning
set -eu

clone=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

if ! command -v ansible-playbook > /dev/null; then
    echo "ansible-playbook is not there: install ansible-core and jsonschema in the environment that pre-commit is started in." >&2
    exit 1
fi

ANSIBLE_COLLECTIONS_PATH=$(python3 "$clone/tools/collection_path.py") ANSIBLE_LOCALHOST_WARNING=false \
    exec ansible-playbook telecom.trunking.validate -i localhost, "$@"
