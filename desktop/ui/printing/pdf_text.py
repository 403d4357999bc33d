"""The text documents for printing: they load no files, and use fonts of each system."""

from PySide6 import QtGui
from PySide6.QtCore import QByteArray, QUrl

# A sans-serif font of each system; later ones have signs that the first lacks (CJK, mathematical signs).
FONTS = (
    *("Segoe UI", "Helvetica Neue", "Source Sans 3", "Noto Sans", "Liberation Sans", "Nimbus Sans", "Arial"),
    *("DejaVu Sans", "Microsoft YaHei", "PingFang SC", "Hiragino Sans", "Noto Sans CJK SC", "Droid Sans Fallback"),
)


class Sealed(QtGui.QTextDocument):
    """A text document that loads no image, no style sheet and no file."""

    def loadResource(self, kind: int, _name: QUrl | str) -> QByteArray | QtGui.QImage:
        """Return nothing for every request."""
        # If this returned None, or an empty QByteArray for a picture, Qt itself would open the file of that name.
        return QtGui.QImage() if kind == self.ResourceType.ImageResource.value else QByteArray()


def page_font(points: float) -> QtGui.QFont:
    """Return the font of printed pages in a size."""
    font = QtGui.QFont()
    font.setFamilies(FONTS)
    font.setPointSizeF(points)
    font.setHintingPreference(QtGui.QFont.HintingPreference.PreferNoHinting)
    # A ligature becomes one character in the PDF ("ﬁ"), and a search for "first" would miss it.
    for ligatures in ("liga", "clig", "dlig"):
        font.setFeature(QtGui.QFont.Tag(ligatures), 0)
    return font
