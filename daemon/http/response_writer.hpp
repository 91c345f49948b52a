/// @file
/// Writes answers as bytes (RFC 9112 §4, RFC 9110 §6.6.1).
#pragma once

#include "base/message.hpp"

#include <ctime>
#include <string>
#include <string_view>

namespace fingerpost::http {

/// What the request and the connection ask of the answer's form.
struct Form {
    bool head_only = false;
    bool close = false;
    bool http_1_1 = true;
};

/// The Date of answers, made once a second. One a thread.
class DateClock {
public:
    /// "Sun, 06 Nov 1994 08:49:37 GMT"; valid until the next call.
    std::string_view at(std::time_t now);

private:
    std::time_t shown_ = -1;
    std::string text_;
};

/// Appends to `out`. Headers that hold line ends are left out.
void write_response(
    std::string& out, const Response& response, const Form& form, std::string_view date
);

/// A body of one line, the reason phrase in lower case.
Response plain_response(int status);

} // namespace fingerpost::http
