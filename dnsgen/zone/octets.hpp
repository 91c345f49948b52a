/// @file
/// Numbers as DNS messages hold them, most significant octet first.
/// Spec: RFC 1035 §2.3.2.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost::zone {

inline void append_octets(std::string& out, std::uint64_t number, unsigned octets) {
    while (octets-- > 0)
        out += static_cast<char>(number >> (8 * octets) & 0xff);
}

/// A place in octets of strangers. What reads beyond the end gives zeros and fails for good.
class Cursor {
public:
    explicit Cursor(std::string_view octets, std::size_t at = 0) : octets_(octets), at_(at) {
        if (at > octets.size()) fail();
    }

    bool failed() const { return failed_; }
    std::size_t at() const { return at_; }
    bool at_end() const { return at_ == octets_.size(); }

    std::string_view bytes(std::size_t size) {
        if (size > octets_.size() - at_) {
            fail();
            return {};
        }
        at_ += size;
        return octets_.substr(at_ - size, size);
    }

    template <class Number>
    Number number(unsigned octets = sizeof(Number)) {
        std::uint64_t read = 0;
        for (const char c : bytes(octets))
            read = read << 8U | static_cast<unsigned char>(c);
        return static_cast<Number>(read);
    }

private:
    void fail() {
        failed_ = true;
        at_ = octets_.size();
    }

    std::string_view octets_;
    std::size_t at_;
    bool failed_ = false;
};

} // namespace fingerpost::zone
