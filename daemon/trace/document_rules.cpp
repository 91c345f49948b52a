#include "trace/document_rules.hpp"

namespace fingerpost::trace {

namespace {

constexpr std::string_view three_sockets = "SSL STARTTLS plain";
constexpr std::string_view passwords =
    "password-cleartext plain password-encrypted secure GSSAPI NTLM";

} // namespace

// OAuth2 counts for the providers built into it only, so it is no login it can be sure of.
constinit const DocumentRules thunderbird_documents{
    .source = "Thunderbird, readFromXML.sys.mjs, AccountCreationUtils (sanitizers)",
    .xml_type = true,
    .id = ProviderId::host_or_placeholder,
    .domain = true,
    .kinds = "imap pop3",
    .sockets = three_sockets,
    .logins = passwords,
    .outgoing_logins = "none client-IP-address smtp-after-pop",
    .login_needed = true};

constinit const DocumentRules thunderbird_android_documents{
    .source = "Thunderbird for Android, autodiscovery/autoconfig RealAutoconfigParser",
    .id = ProviderId::host,
    .domain = true,
    .kinds = "imap",
    .keeps_blanks = true,
    .discards = true,
    .sockets = "SSL STARTTLS",
    .logins = "OAuth2 password-cleartext password-encrypted",
    .login_needed = true};

constinit const DocumentRules evolution_documents{
    .source = "Evolution, e-mail-autoconfig.c",
    .kinds = "imap pop3",
    .pick = Pick::last,
    .lone_type = true,
    .keeps_blanks = true,
    .sockets = three_sockets,
    .odd_socket = OddSocket::none,
    .logins = "password-cleartext plain password-encrypted OAuth2",
    .user = UserName::optional,
    .stand_in = "EVOLUTIONUSER",
    .both = false};

constinit const DocumentRules kmail_documents{
    .source = "KMail account wizard, ispdbservice.cpp, serverconfiguration.cpp",
    .kinds = "imap pop3",
    .keeps_blanks = true,
    .sockets = three_sockets,
    .odd_socket = OddSocket::none,
    .logins = "password-cleartext plain password-encrypted secure NTLM GSSAPI client-ip-based "
              "none OAuth2",
    .login_by_strength = true,
    .user = UserName::optional,
    .both = false};

constinit const DocumentRules geary_documents{
    .source = "Geary, accounts-autoconfig.vala",
    .kinds = "imap",
    .pick = Pick::first_section,
    .keeps_blanks = true,
    .sockets = "SSL STARTTLS",
    .odd_socket = OddSocket::none,
    .user = UserName::always_address,
    .expands = Expands::nothing};

constinit const DocumentRules fairemail_documents{
    .source = "FairEmail, EmailProvider.java (ISPDB)",
    .kinds = "imap",
    .pick = Pick::first_section,
    .keeps_blanks = true,
    .sockets = "SSL STARTTLS",
    .odd_socket = OddSocket::by_port,
    .user = UserName::last_anywhere,
    .expands = Expands::user_name_if_whole};

constinit const DocumentRules delta_chat_documents{
    .source = "Delta Chat core, configure/auto_mozilla.rs",
    .kinds = "imap",
    .any_case = true,
    .sockets = three_sockets,
    .odd_socket = OddSocket::either,
    .both = false};

} // namespace fingerpost::trace
