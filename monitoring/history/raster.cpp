#include "history/raster.hpp"

#include <algorithm>
#include <vector>

namespace fingerpost::history {

namespace {

constexpr int columns = 3; // of a letter's form
constexpr int rows = 5;
constexpr int scale = 2; // pixels of its dots
constexpr int advance = (columns + 1) * scale;

/// Letter and its rows from above, an octal digit each: 4 the left dot, 2 the middle, 1 the right.
constexpr std::string_view forms =
    "075557 126227 261247 361216 455711 574616 634757 771244 875757 975716 "
    "A25755 B65656 C34443 D65556 E74647 F74644 G34553 H55755 I72227 J11152 K55655 L44447 M57755 "
    "N57775 O25552 P65644 Q25563 R65655 S34216 T72222 U55557 V55552 W55775 X55255 Y55222 Z71247 "
    "a03555 b44656 c03443 d11353 e02763 f12722 g03536 h44655 i20222 j10152 k44565 l62227 m06755 "
    "n06555 o02552 p06564 q03531 r03444 s03416 t27221 u05553 v05552 w05573 x05225 y05316 z07247 "
    ".00002 ,00024 :02020 ;02024 -00700 _00007 +02720 =07070 /11244 \\44211 %51245 *05250 "
    "(12221 )42224 [32223 ]62226 {32623 }62326 <12421 >42124 \"55000 '22000 !22202 ?61202 "
    "#57575 @25743 &25255 |22222 ~03600 ^25000 `42000 $36236 ";
constexpr std::string_view unknown = "77777";

std::string_view form_of(char letter) {
    constexpr std::size_t entry = 1 + rows + 1; // with the blank behind it
    if (letter == ' ') return "00000";
    for (std::size_t at = 0; at < forms.size(); at += entry)
        if (forms[at] == letter) return forms.substr(at + 1, rows);
    return unknown;
}

/// One letter for each character of UTF-8; the one we write beyond ASCII is "µ".
std::string letters_of(std::string_view text) {
    std::string letters;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet = static_cast<unsigned char>(text[i]);
        if ((octet & 0xc0) == 0x80) continue;
        const bool micro = text.substr(i).starts_with("µ");
        letters += octet < 0x80 ? text[i] : micro ? 'u' : '\0';
    }
    return letters;
}

} // namespace

Raster::Raster(int width, int height, Ink paper)
    : width_(width), height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), paper) {}

void Raster::fill(int left, int top, int right, int bottom, Ink ink) {
    if (left > right) std::swap(left, right);
    if (top > bottom) std::swap(top, bottom);
    left = std::max(left, 0);
    right = std::min(right, width_ - 1);
    if (left > right) return;
    for (int y = std::max(top, 0); y <= std::min(bottom, height_ - 1); ++y) {
        const auto start = pixels_.begin() + y * width_;
        std::fill(start + left, start + right + 1, ink);
    }
}

void Raster::text(int x, int y, std::string_view text, Ink ink) {
    for (const char letter : letters_of(text)) {
        const auto form = form_of(letter);
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                const int dots = form[static_cast<std::size_t>(row)] - '0';
                if (((dots << column) & 4) == 0) continue;
                const int left = x + column * scale;
                const int top = y + row * scale;
                fill(left, top, left + scale - 1, top + scale - 1, ink);
            }
        x += advance;
    }
}

int Raster::text_width(std::string_view text) {
    return static_cast<int>(letters_of(text).size()) * advance - scale;
}

} // namespace fingerpost::history
