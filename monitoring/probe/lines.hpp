/// @file
/// Cuts what a server sends into lines, within limits.
/// Spec: RFC 5804 §1.2 (literals).
#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::probe {

class Lines {
public:
    static constexpr std::size_t line_max = 4096; ///< octets, its literals included
    static constexpr std::size_t lines_max = 200;
    static constexpr std::size_t total_max = 64 * 1024;

    /// Whether a line that ends with "{5}" goes on with five octets and then the next line.
    explicit Lines(bool with_literals = false) : with_literals_(with_literals) {}

    /// Errc::bad_request when the server says more than anybody has to say.
    Result<void> feed(std::string_view bytes);

    /// The next whole line without its end; what is not text is replaced by "?", and a literal
    /// follows its size after a line feed. None: feed more. Errc::bad_request: a limit.
    Result<std::optional<std::string>> next();

    /// What came and is not taken yet.
    std::string_view rest() const { return std::string_view(bytes_).substr(at_); }

private:
    /// Where the line ends, its LF included; none when that has not come.
    std::optional<std::size_t> end() const;

    bool with_literals_;
    std::string bytes_;
    std::size_t at_ = 0;
    std::size_t count_ = 0;
};

} // namespace fingerpost::probe
