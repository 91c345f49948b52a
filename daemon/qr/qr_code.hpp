/// @file
/// QR codes of texts, for people who scan what they would else type. Spec: ISO/IEC 18004. Pure:
/// text in, modules out; image.hpp draws them. Home of libqrencode.
#pragma once

#include "base/error.hpp"

#include <string_view>
#include <vector>

namespace fingerpost::qr {

/// Larger codes are hard to scan from a screen.
inline constexpr std::size_t text_bytes_max = 1000;

class QrCode {
public:
    /// Errc::bad_request for a text that is empty, too long, or holds NUL.
    static Result<QrCode> of(std::string_view text);

    /// Modules on each side, without the quiet zone.
    int width() const { return width_; }
    /// False outside of the code.
    bool dark(int x, int y) const;

private:
    int width_ = 0;
    std::vector<bool> dark_; ///< row by row
};

} // namespace fingerpost::qr
