; UNTESTED BY US: we have no Windows. A recipe for Inno Setup 6, called by build.ps1.
; An unsigned installer is blocked in many hospitals: sign it (SignTool), or use the offline kit.

[Setup]
AppId={{6F0E4B0A-6C5B-4C0E-9C43-7E7B0B7E2B51}
AppName=Trial Catalogue
AppVersion={#Version}
AppPublisher=The developers of Trial Catalogue
; For one user, in her own folder: no administrator is asked.
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\Trial Catalogue
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\trial-catalogue.ico
UninstallDisplayIcon={app}\trial-catalogue.exe
OutputDir=..\..\dist
OutputBaseFilename=trial-catalogue-{#Version}-windows
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes

[Files]
Source: "..\..\dist\trial-catalogue\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; What an older version had and this one has not must not be loaded.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{userprograms}\Trial Catalogue"; Filename: "{app}\trial-catalogue.exe"

[Run]
Filename: "{app}\trial-catalogue.exe"; Description: "Open Trial Catalogue"; Flags: nowait postinstall skipifsilent
