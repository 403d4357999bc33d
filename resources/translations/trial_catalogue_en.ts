<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>Classifying</name>
    <message numerus="yes">
        <source>Undone: class of {0}; %n trial(s) read as before</source>
        <translation>
            <numerusform>Undone: class of {0}; %n trial reads as before</numerusform>
            <numerusform>Undone: class of {0}; %n trials read as before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Class of {0} given; %n trial(s) moved</source>
        <translation>
            <numerusform>Class of {0} given; %n trial moved</numerusform>
            <numerusform>Class of {0} given; %n trials moved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Deleting</name>
    <message numerus="yes">
        <source>Delete %n trial(s)?</source>
        <translation>
            <numerusform>Delete %n trial?</numerusform>
            <numerusform>Delete %n trials?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s) of this import stay, for another import knows them too.</source>
        <translation>
            <numerusform>%n trial of this import stays, for another import knows it too.</numerusform>
            <numerusform>%n trials of this import stay, for other imports know them too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletion of %n trial(s)</source>
        <translation>
            <numerusform>deletion of %n trial</numerusform>
            <numerusform>deletion of %n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s) deleted</source>
        <translation>
            <numerusform>%n trial deleted</numerusform>
            <numerusform>%n trials deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone: %n trial(s) brought back</source>
        <translation>
            <numerusform>Undone: %n trial brought back</numerusform>
            <numerusform>Undone: %n trials brought back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DerivationDialog</name>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>%n selected trial(s)</source>
        <translation>
            <numerusform>%n selected trial</numerusform>
            <numerusform>%n selected trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the %n trial(s) in the list</source>
        <translation>
            <numerusform>the one trial in the list</numerusform>
            <numerusform>the %n trials in the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n trial(s) of the catalogue</source>
        <translation>
            <numerusform>the one trial of the catalogue</numerusform>
            <numerusform>all %n trials of the catalogue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacetPanel</name>
    <message numerus="yes">
        <source>%n trial(s) carry more than one</source>
        <translation>
            <numerusform>%n trial carries more than one</numerusform>
            <numerusform>%n trials carry more than one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReportDialog</name>
    <message numerus="yes">
        <source>%n trial(s) new</source>
        <translation>
            <numerusform>%n trial new</numerusform>
            <numerusform>%n trials new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n joined or changed</source>
        <translation>
            <numerusform>%n joined or changed</numerusform>
            <numerusform>%n joined or changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>%n unchanged</numerusform>
            <numerusform>%n unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
</TS>
