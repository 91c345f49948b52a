/// @file
/// THE ROWS of the family endpoints: the servers that clients are sent to, as they answer.
#pragma once

#include "check/row.hpp"

namespace fingerpost::check {

// clang-format off
inline constexpr std::array endpoint_checks{
    Check{"endpoint-no-address", Severity::error, "RFC 1035 §3.4.1, RFC 3596",
          "Addresses of every host that clients are told",
          "A host has neither an IPv4 nor an IPv6 address",
          "No client can connect",
          "Publish an address for the host, or tell clients of another one"},
    Check{"endpoint-unreachable", Severity::error, "RFC 9293 §3.10.7.1",
          "A connection to every address of every server that clients are told",
          "Nobody listens at the port",
          "Clients that try this address fail, or hang until they try the next",
          "Start the service, open the firewall, or tell clients of another port"},
    Check{"endpoint-protocol", Severity::error, "RFC 8314 §3",
          "What is spoken at the port",
          "It is another service, another kind of TLS than clients are told, or no TLS succeeds",
          "Clients connect in the way they are told and fail",
          "Correct the port or the kind of TLS in the catalog, or the server"},
    Check{"endpoint-starttls", Severity::error, "RFC 9051 §6.2.1, RFC 2595 §4, RFC 3207 §4, RFC 5804 §2.2",
          "STARTTLS where clients are told to use it",
          "The server does not offer it, or refuses it",
          "Clients refuse to go on, or send the password in the clear",
          "Give the service a certificate and switch STARTTLS on"},
    Check{"endpoint-starttls-injection", Severity::error, "CVE-2011-0411, RFC 3207 §6",
          "What the server says between its answer to STARTTLS and the beginning of TLS",
          "It says more, which clients may take for what came under TLS",
          "Whoever sits on the line can put words into the protected conversation",
          "Look for the proxy or the virus scanner that answers in the server's place; update the server"},
    Check{"endpoint-clear-login", Severity::warning, "RFC 8314 §4.1, RFC 2595 §2.3, RFC 4954 §4",
          "Ways to log in that are offered before STARTTLS",
          "A password may be sent before TLS has begun",
          "A client that is badly set up, or deceived, gives the password to whoever listens",
          "Allow plain passwords under TLS only (IMAP: LOGINDISABLED)"},
    Check{"endpoint-certificate", Severity::error, "RFC 5280 §6",
          "The chain of certificates",
          "It has expired, is not valid yet, is incomplete or leads to no authority clients know",
          "Clients refuse to connect or ask users what they cannot judge",
          "Install a valid certificate together with its intermediates"},
    Check{"endpoint-certificate-name", Severity::error, "RFC 9525 §6.3, RFC 7817 §3",
          "The names on the certificate",
          "The host that clients are told is not among them",
          "Clients refuse to connect or ask users what they cannot judge",
          "Have the name added to the certificate, or tell clients a name that is on it"},
    Check{"endpoint-certificate-expiry", Severity::warning, "RFC 5280 §4.1.2.5",
          "The earliest end in the chain of certificates",
          "It is less than 14 days away, an error from 3 days on; less for short-lived certificates",
          "From that moment on no client connects",
          "Renew the certificate and have the service read it; see why the renewal has not run"},
    Check{"endpoint-authentication", Severity::error, "RFC 4422 §3.2, RFC 9051 §6.2.2, RFC 4954 §4",
          "Ways to log in that are offered in the state in which clients log in",
          "The one that clients are told is not among them",
          "Clients try the way they are told and fail, whatever the password",
          "Switch the mechanism on, or correct the authentication in the catalog"},
    Check{"endpoint-dav", Severity::error, "RFC 6764 §6, RFC 4918 §9.1",
          "PROPFIND without a login at the URLs of calendars and contacts",
          "The answer is neither 401 nor 207, where redirections lead",
          "Calendar and contacts programs find no account there",
          "Correct the path in the catalog, or the web server's rule for it"},
    Check{"endpoint-jmap", Severity::error, "RFC 8620 §2",
          "The JMAP session, without a login",
          "The answer is neither 401 nor a JSON document",
          "JMAP clients find no account there",
          "Correct the URL in the catalog, or the web server's rule for it"},
    Check{"endpoint-eas", Severity::error, "[MS-ASHTTP]",
          "OPTIONS without a login at the URL of Exchange ActiveSync",
          "The answer is neither 401 nor one that names versions of the protocol",
          "Phones find no account there",
          "Correct the attribute activesync, or the web server's rule for it"},
    Check{"endpoint-ews", Severity::error, "[MS-OXWSCDATA]",
          "The URL of Exchange Web Services, without a login",
          "The answer is neither 401 nor 200",
          "Mail programs and the calendar of macOS find no account there",
          "Correct the attribute ews, or the web server's rule for it"},
};
// clang-format on

consteval const Check& endpoint_check(std::string_view id) {
    return row(endpoint_checks, id);
}

} // namespace fingerpost::check
