/// @file
/// Reads an Autodiscover document (plain XML, Outlook schema) as a given client does: THE TABLE of
/// their rules, and the reader of all.
/// Spec: [MS-OXDSCLI] §2.2.4, and the clients' own sources.
#pragma once

#include "base/error.hpp"
#include "trace/settings.hpp"

namespace fingerpost::trace {

/// How a client knows which TLS is meant.
enum class PoxSecured {
    by_words,     ///< Encryption SSL, TLS, None; without it SSL on is TLS
    by_port,      ///< STARTTLS on 143, 110, 25, 587, unless SSL is off or Encryption None
    by_two_ports, ///< STARTTLS on 143 and 587, else TLS
    by_switch     ///< TLS unless SSL is off
};

enum class PoxUser { login_name_or_address, login_name_or_local_part, address };

struct PoxRules {
    std::string_view source;
    std::string_view kinds; ///< incoming
    PoxSecured secured = PoxSecured::by_words;
    PoxUser user = PoxUser::login_name_or_address;
    bool xml_type = false;    ///< Content-Type must name XML
    bool port_needed = true;  ///< else the service's own
    bool ordered = false;     ///< AccountType and Action must stand before the protocols
    bool last = false;        ///< a later Protocol of a type overwrites an earlier one
    bool follows_url = false; ///< RedirectUrl
};

extern const PoxRules outlook_pox;
extern const PoxRules thunderbird_pox;
extern const PoxRules fairemail_pox;
extern const PoxRules delta_chat_pox;

/// Settings, or where the client is sent instead.
struct PoxAnswer {
    Settings settings;
    std::string redirect_url;
    std::string redirect_address;
};

/// The body of the POST.
std::string pox_request(const Address& address);

/// Errc::bad_request says why the client refuses the document.
Result<PoxAnswer> read_pox(
    const PoxRules& rules,
    std::string_view content_type,
    std::string_view document,
    const Address& address
);

} // namespace fingerpost::trace
