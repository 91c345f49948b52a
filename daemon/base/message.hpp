/// @file
/// What an HTTP handler is given and what it gives back: plain values, no Beast.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost {

struct Request {
    std::string method = "GET";  ///< "GET", as sent
    std::string scheme = "http"; ///< "http" or "https", as the client sees it (X-Forwarded-Proto)
    std::string host;            ///< lower case, without port and final dot; "" when not sent
    std::string path;            ///< percent-decoded, begins with '/'
    std::string query;           ///< as sent, without '?'
    std::string content_type;    ///< as sent; "" when absent
    std::string accept_language; ///< as sent; "" when absent
    std::string body;
    std::string remote;            ///< the client's address after the trusted proxies, "192.0.2.7"
    bool by_unknown_proxy = false; ///< X-Forwarded-* headers came, and no proxy is to be believed
    bool loopback = false;         ///< whether `remote` is a loopback address
};

struct Response {
    int status = 200;
    std::string_view content_type; ///< a literal; "" sends none, for an empty body
    std::string body;              ///< as for GET; the session leaves it out for HEAD
    /// Besides type, length and date; the names are literals.
    std::vector<std::pair<std::string_view, std::string>> headers = {};
    /// What the metrics count this answer under; they outlive the response (rows of a table).
    const char* protocol = "other";
    const char* outcome = nullptr; ///< null: derived from the status
};

} // namespace fingerpost
