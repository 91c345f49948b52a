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
#include <vector>

namespace fingerpost::protocol {

/// What a client wants to know.
struct Question {
    std::optional<Address> address; ///< who asks
    /// Of whom else the same request wants to know. Without a local part: of the domain.
    std::vector<Address> others = {};
    std::string host_domain; ///< the domain the host that was called stands for, or ""
    std::string_view accept_language = {}; ///< of the request, which outlives the question
    std::string display_name;              ///< the user's own name, where the client sends it
    std::vector<std::string> wanted = {};  ///< which part of it, in the protocol's own words
    std::string host = {};                 ///< that was called, as Request::host
    bool without_tls = false;              ///< the client came over plain HTTP
    std::string message_id = {};           ///< what the answer refers to (WS-Addressing), or ""
    /// Why it cannot be answered, where there is something to tell before that, or the document
    /// itself says so. Who sets it renders it.
    std::optional<Error> flaw = {};
};

/// What was found of one address, or of the host's domain. Errc::not_found: nobody serves it.
using Found = Result<AccountSettings>;

/// How long after midnight UTC it is; some documents tell the time.
using TimeOfDay = std::chrono::microseconds;

/// How a row's path is compared with the request's.
enum class Match {
    exact,
    exact_or_slash, ///< also with a '/' behind it
    any_case,
    any_case_below, ///< the path itself and everything below it
};

/// `found` holds one entry for the question's address (or for the host's domain) and one for each
/// of the others. Errc::unavailable or not_found where the domain offers nothing this document can
/// tell.
using Render = Result<Response> (*)(const Question& question, std::span<const Found> found);

struct Protocol {
    const char* name; ///< also the metrics label
    std::string_view path;
    Match match;
    std::string_view methods; ///< "GET, HEAD": the Allow header of a 405; "*": any
    bool signable;            ///< the answer is a profile that may be signed

    Result<Question> (*parse)(const Request&);
    Render render;
    /// Errc::not_found: nobody serves that domain. Status, type and body as the protocol wants.
    Response (*refuse)(const Request&, const Error&, TimeOfDay);
};

/// For documents that tell of one user only.
template <Result<Response> (*render)(const AccountSettings&)>
Result<Response> of_one(const Question&, std::span<const Found> found) {
    if (!found.front()) return found.front().error();
    return render(*found.front());
}

std::span<const Protocol> all();

/// The row for this path and method. Where only the method differs, the path's first row.
const Protocol*
find(std::span<const Protocol> rows, std::string_view method, std::string_view path);
/// In all().
const Protocol* find(std::string_view method, std::string_view path);

/// Whether the row takes this method; HEAD is asked for as GET.
bool takes(const Protocol& protocol, std::string_view method);

/// The domain a host name stands for: without the label of a discovery host ("autoconfig.") or
/// "www.", in the form of parse_domain(); "" when the host is no domain.
std::string domain_of_host(std::string_view host);

/// For documents about a domain, whoever asks. Errc::not_found when the host is no domain.
Result<Question> ask_of_host(const Request& request);

/// 404 without a body where nobody serves the domain; else the status of the error and its text.
Response refuse_plainly(const Request& request, const Error& error, TimeOfDay now);

} // namespace fingerpost::protocol
