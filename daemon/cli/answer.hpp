/// @file
/// What the verbs about providers, servers and domains have in common: open the database, do one
/// thing in one transaction, tell people or programs what came of it.
#pragma once

#include "cli/verb.hpp"
#include "storage/sql.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace fingerpost::cli {

struct Answer {
    boost::json::value json;
    std::string text; ///< whole lines
};

using Action = Result<Answer> (*)(storage::Connection&, const Arguments&);

int answer_reading(Action action, const Arguments& arguments, Io& io);

/// What an action changes is kept when it succeeds, else none of it.
int answer_changing(Action action, const Arguments& arguments, Io& io);

/// For Verb::run.
template <Action action>
int reading(const Arguments& arguments, Io& io) {
    return answer_reading(action, arguments, io);
}

template <Action action>
int changing(const Arguments& arguments, Io& io) {
    return answer_changing(action, arguments, io);
}

/// `otherwise` when the option was not given; Errc::bad_request names the option.
Result<std::int64_t> number_of(
    const Arguments& arguments,
    std::string_view option,
    std::int64_t otherwise,
    std::int64_t min,
    std::int64_t max
);

/// Errc::bad_request when none of the options was given.
Result<void> something_to_change(const Arguments& arguments, std::span<const Option> options);

/// The same failure; a conflict also says that --cascade helps, and what it does.
Error with_cascade_hint(Error error, std::string_view what_cascade_does);

} // namespace fingerpost::cli
