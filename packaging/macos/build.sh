#!/bin/sh
# UNTESTED BY US: we have no Mac. A recipe, to be tried by whoever builds it; send us what had to be changed.
#
# Makes dist/trial-catalogue-0.1.0-macos.dmg with "Trial Catalogue.app" in it, for the processor that it is built on.
# A program that is neither signed nor notarised is blocked by macOS, and in many hospitals for good: sign it (codesign --deep
# --options runtime) and have it notarised (notarytool), or use the offline kit.
#
# Needs: Python 3.13 from python.org, Apple's command line tools. Start it anywhere.
set -eu
cd "$(dirname "$0")/../.."
python3.13 run.py package bundle
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
image=$(mktemp -d)
trap 'rm -rf "$image"' EXIT
cp -R "dist/Trial Catalogue.app" "$image/"
ln -s /Applications "$image/Applications"
hdiutil create -volname "Trial Catalogue" -srcfolder "$image" -ov -format UDZO "dist/trial-catalogue-$version-macos.dmg"
