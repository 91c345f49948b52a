/// @file
/// What is said to a mail server and how its answers are read, one row a protocol. Pure: lines in,
/// values out. Nobody logs in.
/// Spec: RFC 9051 §6.1.1, §6.2.1, §7.2.2; RFC 1939, RFC 2449, RFC 2595; RFC 5321 §4.1.1.1, RFC
/// 3207, RFC 4954; RFC 5804 §1.7, §2.2.
#pragma once

#include "probe/visit.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::probe {

/// What a server says it can do.
struct Capabilities {
    std::vector<std::string> words = {};      ///< upper case: "LOGINDISABLED", "SIZE 1000"
    std::vector<std::string> mechanisms = {}; ///< of SASL
    bool starttls = false;
    bool login = false; ///< LOGIN or USER may be used
    bool began = false; ///< the first line of the answer has come

    /// Whether a password may be sent as it is.
    bool takes_password() const;
};

/// What a line is to the answer it belongs to.
enum class Progress : std::uint8_t { more, done, refused, farewell, nonsense };

/// Reads one line of an answer.
using Listener = Progress (*)(std::string_view line, Capabilities& into);

struct Script {
    Dialogue dialogue = Dialogue::none;
    bool with_literals = false;  ///< see Lines
    Listener greeting = nullptr; ///< null: this server waits for the client
    std::string_view ask = {};   ///< for capabilities; "": the server tells unasked
    bool says_who = false;       ///< `ask` is followed by a blank and our name
    bool may_refuse = false;     ///< an older server does not know `ask`
    Listener capabilities = nullptr;
    std::string_view starttls = {};  ///< "": the protocol has no such thing
    Listener answer = nullptr;       ///< to `starttls` and `goodbye`
    std::string_view ask_again = {}; ///< the same as `ask`, once TLS is there
    std::string_view goodbye = {};
};

const Script& script(Dialogue dialogue);

/// Who greets so: "SMTP" for "220 mail.example.com ESMTP"; "" for what is not known. Five octets
/// are enough.
std::string_view service_of(std::string_view greeting);

} // namespace fingerpost::probe
