# UNTESTED BY US: we have no Windows. A recipe, to be tried by whoever builds it; send us what had to be changed.
#
# Makes dist\trial-catalogue-0.1.0-windows.exe, an installer for one user, without rights of an administrator.
# An unsigned program is blocked in many hospitals: sign both programs and the installer (signtool), or use the offline kit.
#
# Needs: Python 3.13 from python.org, Inno Setup 6 (ISCC.exe on the PATH). Start it in the folder of the project:
#     powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
py -3.13 run.py package bundle
if ($LASTEXITCODE) { exit $LASTEXITCODE }
$version = (Select-String -Path pyproject.toml -Pattern '^version = "(.+)"$').Matches[0].Groups[1].Value
ISCC.exe "/DVersion=$version" packaging\windows\trial-catalogue.iss
exit $LASTEXITCODE
