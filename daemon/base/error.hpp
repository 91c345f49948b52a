/// @file
/// How anything in this program says that it did not work.
///
/// An expected failure (bad request, unknown domain, taken name) is a Result. A broken environment
/// (database gone, disk full) is an exception, caught at three walls only: the HTTP session, the
/// job runner, main(). A bug is an assert.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <string>

namespace fingerpost {

/// What kind of failure it is. Callers branch on this; people read Error::what.
enum class Errc {
    bad_request,
    unauthorised,
    not_found,
    conflict,
    unsupported,
    unavailable, ///< known, but there is nothing to give
    upstream,
    timeout
};

struct Error {
    Errc code = Errc::bad_request;
    std::string what; ///< what, where and what to do, lower case, no full stop
};

/// A value, or why there is none. Ignoring one is a compiler warning.
template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
    using boost::system::result<T, Error>::result;
};

/// The HTTP status each kind becomes: the only place where the two meet.
int http_status(Errc code);

/// Found by boost::system::result when value() is called on a failure: a bug in the caller.
[[noreturn]] void
throw_exception_from_error(const Error& error, const boost::source_location& where);

} // namespace fingerpost
