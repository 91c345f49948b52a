/// @file
/// Makes requests of bytes, wherever they are cut, and refuses what is malformed, too large or
/// could be read in two ways (RFC 9112). No sockets, no clock: fuzzed.
#pragma once

#include "base/message.hpp"
#include "http/forwarded.hpp"

#include <memory>
#include <string_view>

namespace fingerpost::http {

struct ParserSettings {
    std::size_t header_bytes = 16 * 1024;
    std::size_t body_bytes = 64 * 1024;
    int proxy_count = 0;
};

class RequestParser {
public:
    enum class Progress { incomplete, complete, refused };
    struct Step {
        Progress progress = Progress::incomplete;
        std::size_t consumed = 0;
    };

    /// `peer` is who the connection comes from.
    RequestParser(const ParserSettings& settings, Remote peer);
    ~RequestParser();
    RequestParser(RequestParser&&) noexcept;

    /// `bytes` begins where the last step stopped consuming. After `refused` comes nothing.
    Step feed(std::string_view bytes);

    /// After `complete`, until release() or the next step. Path "*" is possible with OPTIONS only.
    const Request& request() const;
    /// The request is answered. Frees what it holds: the connection may idle from now on.
    void release();

    /// Of the request completed last.
    bool keep_alive() const;
    bool is_http_1_1() const;

    /// Whether the header of an incomplete request has been read.
    bool in_body() const;
    /// Whether the client waits for "100 Continue" before its body; true once a request.
    bool wants_continue();

    /// Why a request was refused.
    int status() const;

private:
    class Message;
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace fingerpost::http
