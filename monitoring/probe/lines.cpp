#include "probe/lines.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace fingerpost::probe {

namespace {

/// How many octets follow a line that ends with "{5}" or "{5+}".
std::optional<std::size_t> literal(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto open = line.rfind('{');
    if (open == line.npos || !line.ends_with('}')) return std::nullopt;
    auto digits = line.substr(open + 1, line.size() - open - 2);
    if (digits.ends_with('+')) digits.remove_suffix(1);
    const auto size = to_integer(digits, 0, Lines::line_max);
    if (!size) return std::nullopt;
    return static_cast<std::size_t>(*size);
}

std::string as_text(std::string_view line) {
    std::string text(line);
    const bool utf8 = is_utf8(text);
    const auto is_odd = [utf8](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return (octet < 0x20 && octet != '\n') || octet == 0x7F || (octet > 0x7F && !utf8);
    };
    for (auto end = text.find("}\r\n"); end != text.npos; end = text.find("}\r\n"))
        text.erase(end + 1, 1);
    std::ranges::replace_if(text, is_odd, '?');
    return text;
}

} // namespace

Result<void> Lines::feed(std::string_view bytes) {
    if (bytes_.size() + bytes.size() > total_max)
        return Error{Errc::bad_request, "says more than 64 KiB"};
    bytes_ += bytes;
    return {};
}

std::optional<std::size_t> Lines::end() const {
    auto start = at_;
    while (true) {
        const auto found = bytes_.find('\n', start);
        if (found == bytes_.npos) return std::nullopt;
        const auto line = std::string_view(bytes_).substr(start, found - start);
        const auto more = with_literals_ ? literal(line) : std::nullopt;
        if (!more) return found + 1;
        start = found + 1 + *more;
        if (start > bytes_.size()) return std::nullopt;
    }
}

Result<std::optional<std::string>> Lines::next() {
    const auto stop = end();
    if (stop.value_or(bytes_.size()) - at_ > line_max)
        return Error{Errc::bad_request, "says a line of more than 4096 octets"};
    if (!stop) return std::optional<std::string>();
    if (++count_ > lines_max) return Error{Errc::bad_request, "says more than 200 lines"};
    auto line = std::string_view(bytes_).substr(at_, *stop - at_ - 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at_ = *stop;
    return std::optional(as_text(line));
}

} // namespace fingerpost::probe
