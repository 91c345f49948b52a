/// @file
/// The table of discovery protocols: which paths each answers, how it reads a request and how it
/// writes an answer. To add a protocol, add one .hpp/.cpp pair here and its rows in protocol.cpp.
#pragma once

#include "base/error.hpp"
#include "base/message.hpp"
#include "catalog/account_settings.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fingerpost::protocol {

/// What a client wants to know.
struct Question {
    std::optional<Address> address; ///< who asks
    std::string host_domain;        ///< the domain the host that was called stands for, or ""
    std::string display_name;       ///< the user's own name, where the client sends it
};

/// How long after midnight UTC it is; some documents tell the time.
using TimeOfDay = std::chrono::microseconds;

struct Protocol {
    const char* name; ///< also the metrics label
    std::string_view path;
    bool any_case;            ///< whether the path is compared without regard to letter case
    std::string_view methods; ///< "GET, HEAD": the Allow header of a 405
    bool signable;            ///< the answer is a profile that may be signed

    Result<Question> (*parse)(const Request&);
    /// Errc::unavailable or not_found where the domain offers nothing this document can tell.
    Result<Response> (*render)(const AccountSettings&);
    /// Errc::not_found: nobody serves that domain. Status, type and body as the protocol wants.
    Response (*refuse)(const Request&, const Error&, TimeOfDay);
};

std::span<const Protocol> all();

/// The row for this path and method. Where only the method differs, the path's first row.
const Protocol* find(std::string_view method, std::string_view path);

/// Whether the row takes this method; HEAD is asked for as GET.
bool takes(const Protocol& protocol, std::string_view method);

/// The domain a host name stands for: without a leading "autoconfig.", "autodiscover." or "www.",
/// in the form of parse_domain(); "" when the host is no domain.
std::string domain_of_host(std::string_view host);

/// 404 without a body where nobody serves the domain; else the status of the error and its text.
Response refuse_plainly(const Request& request, const Error& error, TimeOfDay now);

} // namespace fingerpost::protocol
