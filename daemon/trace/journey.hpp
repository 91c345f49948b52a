/// @file
/// One walk on its way: what it has seen, and the steps it can take. The steps change the journey;
/// each is awaited before the next.
#pragma once

#include "trace/fetched.hpp"
#include "trace/walk.hpp"

namespace fingerpost::trace {

struct Journey {
    const Client& client;
    Address address;
    Outside& outside;
    WalkOptions options;
    Trace trace = {};
    int closed_group = 0;         ///< its rows are not looked at any more
    bool documents_ended = false; ///< nor is any other Autoconfig document

    void note(std::string what, Verdict verdict, std::string why, const StepRow& row) {
        trace.steps.push_back({std::move(what), verdict, std::move(why), row.source});
    }
    /// What was found, where nothing better was found before.
    void take(std::string what, const Settings& found, const std::string& why, const StepRow& row) {
        trace.settings.complete_with(found);
        note(std::move(what), Verdict::taken, why, row);
    }
};

/// A row's URL with what stands in braces replaced; `mx` and `target` where it has them.
struct Places {
    std::string mx = {};
    std::string target = {};
};
std::string filled(std::string_view pattern, const Address& address, const Places& places);

/// A call of a URL that a row gives.
Result<http::Call> call_of(std::string method, const std::string& url);

/// What a failed fetch, or a status the client does not take for an answer, means. None: an answer.
struct Setback {
    Verdict verdict;
    std::string why;
};
std::optional<Setback> setback(const Fetched& fetched, Accepts accepts);

boost::asio::awaitable<void> take_document(Journey& journey, const StepRow& row, std::string mx);
boost::asio::awaitable<void> take_profile(Journey& journey, const StepRow& row);
boost::asio::awaitable<void> take_pox(Journey& journey, const StepRow& row);
boost::asio::awaitable<void> take_pox_redirect(Journey& journey, const StepRow& row);
boost::asio::awaitable<void> take_pox_srv(Journey& journey, const StepRow& row);
boost::asio::awaitable<void> take_mail_srv(Journey& journey, const StepRow& row);
boost::asio::awaitable<void> take_dav(Journey& journey, const StepRow& row);

/// The verdict on a DNS answer without records.
Verdict verdict_of(const resolve::Answer& answer);

} // namespace fingerpost::trace
