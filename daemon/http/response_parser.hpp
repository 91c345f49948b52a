/// @file
/// Makes a reply of the bytes a server sends, wherever they are cut (RFC 9112). The servers are
/// strangers: what is too large or malformed is refused. No sockets, no clock: fuzzed.
#pragma once

#include "base/error.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::http {

struct Reply {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;
    std::string peer; ///< who answered, "192.0.2.1 port 443"

    /// The first header of this name (lower case), or "".
    std::string_view header(std::string_view name) const;
    bool success() const { return status >= 200 && status < 300; }
};

class ResponseParser {
public:
    static constexpr std::size_t header_bytes = 16 * 1024;
    static constexpr std::size_t body_bytes = 64 * 1024;

    ResponseParser();
    ~ResponseParser();

    /// Whether the reply is complete. Errc::upstream says what is wrong with it.
    Result<bool> feed(std::string_view bytes);

    /// The server has closed: the end of some replies, too early for others.
    Result<void> end();

    /// After completion.
    Reply take();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace fingerpost::http
