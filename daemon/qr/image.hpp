/// @file
/// QR codes as pictures, each with the quiet zone of four modules that ISO/IEC 18004 §5.3.8 wants.
#pragma once

#include "qr/qr_code.hpp"

#include <string>

namespace fingerpost::qr {

/// Black and white, about 400 pixels on each side.
std::string to_png(const QrCode& code);

/// Scales to any size; its own is that of the PNG.
std::string to_svg(const QrCode& code);

/// For a dark terminal: half blocks of Unicode for what is light.
std::string to_text(const QrCode& code);

} // namespace fingerpost::qr
