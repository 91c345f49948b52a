#include "qr/qr_code.hpp"

#include <qrencode.h>

#include <memory>
#include <string>

namespace fingerpost::qr {

namespace {

struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

} // namespace

Result<QrCode> QrCode::of(std::string_view text) {
    if (text.empty() || text.find('\0') != text.npos)
        return Error{Errc::bad_request, "a QR code needs a text without NUL"};
    if (text.size() > text_bytes_max)
        return Error{
            Errc::bad_request,
            "too long for a QR code that can be scanned: " + std::to_string(text.size()) +
                " octets, " + std::to_string(text_bytes_max) + " at most"};
    constexpr int smallest = 0; // version
    const std::unique_ptr<QRcode, Free> code(
        QRcode_encodeString8bit(std::string(text).c_str(), smallest, QR_ECLEVEL_M)
    );
    if (!code) throw std::bad_alloc(); // all else is ruled out above
    QrCode made;
    made.width_ = code->width;
    const auto size = static_cast<std::size_t>(code->width);
    made.dark_.reserve(size * size);
    for (std::size_t i = 0; i < size * size; ++i)
        made.dark_.push_back((code->data[i] & 1) != 0);
    return made;
}

bool QrCode::dark(int x, int y) const {
    if (x < 0 || y < 0 || x >= width_ || y >= width_) return false;
    return dark_
        [static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
         static_cast<std::size_t>(x)];
}

} // namespace fingerpost::qr
