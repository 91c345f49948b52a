#include "resolve/cursor.hpp"

#include "base/text.hpp"

#include <optional>

namespace fingerpost::resolve {

namespace {

constexpr std::size_t name_octets_max = 255; // RFC 1035 §2.3.4

/// A label in presentation form (RFC 1035 §5.1).
void append_label(std::string& name, std::string_view label) {
    for (const char c : label) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet <= 0x20 || octet >= 0x7f) {
            name += '\\';
            for (const int part : {octet / 100, octet / 10 % 10, octet % 10})
                name += static_cast<char>('0' + part);
        } else {
            if (c == '.' || c == '\\') name += '\\';
            name += c;
        }
    }
}

} // namespace

std::string_view Cursor::bytes(std::size_t size) {
    if (failed_ || message_.size() - at_ < size) {
        failed_ = true;
        return {};
    }
    at_ += size;
    return message_.substr(at_ - size, size);
}

std::uint8_t Cursor::octet() {
    const auto read = bytes(1);
    return failed_ ? std::uint8_t(0) : static_cast<std::uint8_t>(read[0]);
}

std::uint16_t Cursor::u16() {
    const unsigned high = octet();
    return static_cast<std::uint16_t>(high << 8U | octet());
}

std::uint32_t Cursor::u32() {
    const std::uint32_t high = u16();
    return high << 16U | u16();
}

std::string Cursor::name() {
    return ascii_lower(name_as_written());
}

/// A pointer must lead backwards, so that the walk ends (RFC 1035 §4.1.4).
std::string Cursor::name_as_written() {
    std::string text;
    std::size_t octets = 1;
    std::size_t before = at_;
    std::optional<std::size_t> resume;
    while (true) {
        const auto length = octet();
        if (failed_ || length == 0) break;
        if (length >= 0xC0) {
            const std::size_t target = (length & 0x3FU) << 8U | octet();
            if (failed_ || target >= before) return fail();
            if (!resume) resume = at_;
            at_ = before = target;
            continue;
        }
        octets += length + 1U;
        if (length > 63 || octets > name_octets_max) return fail();
        if (!text.empty()) text += '.';
        append_label(text, bytes(length));
    }
    if (resume) at_ = *resume;
    return text.empty() ? "." : text;
}

std::string Cursor::fail() {
    failed_ = true;
    return {};
}

} // namespace fingerpost::resolve
