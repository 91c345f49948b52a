/// @file
/// A place in a DNS message that comes from strangers. What reads beyond the end fails; nothing is
/// read after that.
/// Spec: RFC 1035 §3.1, §4.1.4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost::resolve {

class Cursor {
public:
    explicit Cursor(std::string_view message, std::size_t at = 0) : message_(message), at_(at) {}

    bool failed() const { return failed_; }
    std::size_t at() const { return at_; }

    /// Empty when there are fewer.
    std::string_view bytes(std::size_t size);

    std::uint8_t octet();
    std::uint16_t u16();
    std::uint32_t u32();

    /// Lower case, in presentation form, without the final dot; the root is ".". Compressed names
    /// are followed.
    std::string name();

    /// The same in the letter case of the message.
    std::string name_as_written();

private:
    std::string fail();

    std::string_view message_;
    std::size_t at_;
    bool failed_ = false;
};

} // namespace fingerpost::resolve
