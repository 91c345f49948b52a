/// @file
/// THE TABLE of how each client reads an Autoconfig document: what it insists on, which of several
/// servers it takes, which words it knows. Rows restate the clients' own parsers.
#pragma once

#include <string_view>

namespace fingerpost::trace {

enum class ProviderId { ignored, host, host_or_placeholder };

enum class Pick {
    first,         ///< the first usable section
    first_section, ///< the first section, which must be of the right type
    last           ///< the last section of each type
};

/// What is done with a socketType outside the client's words.
enum class OddSocket { refused, none, either, by_port };

enum class UserName {
    needed,        ///< in every section
    optional,      ///< as it stands
    last_anywhere, ///< the last <username> of the whole document
    always_address ///< not read
};

enum class Expands { everything, user_name_if_whole, nothing };

struct DocumentRules {
    std::string_view source = {};
    bool xml_type = false; ///< Content-Type must name XML
    ProviderId id = ProviderId::ignored;
    bool domain = false;         ///< one usable <domain> is needed
    std::string_view kinds = {}; ///< incoming, separated by blanks
    Pick pick = Pick::first;
    bool any_case = false;         ///< of element names
    bool lone_type = false;        ///< no attribute besides `type` on a section
    bool keeps_blanks = false;     ///< around values, which makes them unusable
    bool discards = false;         ///< one bad section of a kind it reads costs the document
    std::string_view sockets = {}; ///< the words of socketType it knows
    OddSocket odd_socket = OddSocket::refused;
    std::string_view logins = {};          ///< known values of <authentication>; "": not read
    std::string_view outgoing_logins = {}; ///< known in addition for sending
    bool login_needed = false;
    bool login_by_strength = false; ///< the first that is not the plain password
    UserName user = UserName::needed;
    Expands expands = Expands::everything;
    std::string_view stand_in = {}; ///< the local part it asks with, put right in the answer
    bool both = true;               ///< a document without one direction is refused
};

extern const DocumentRules thunderbird_documents;
extern const DocumentRules thunderbird_android_documents;
extern const DocumentRules evolution_documents;
extern const DocumentRules kmail_documents;
extern const DocumentRules geary_documents;
extern const DocumentRules fairemail_documents;
extern const DocumentRules delta_chat_documents;

} // namespace fingerpost::trace
