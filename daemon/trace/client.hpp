/// @file
/// THE TABLE of mail clients: for each its own order of look-ups. A row of a client names where the
/// client is known to do so; how it reads what it finds stands in the tables of the readers.
#pragma once

#include "trace/base_domain.hpp"
#include "trace/dav.hpp"
#include "trace/document_rules.hpp"
#include "trace/mail_srv.hpp"
#include "trace/pox_reader.hpp"

#include <span>
#include <string_view>

namespace fingerpost::trace {

enum class Kind {
    autoconfig,   ///< GET, an Autoconfig document
    pox_post,     ///< POST, an Autodiscover document
    pox_get,      ///< the same by GET
    pox_redirect, ///< GET for the Location it answers with, then POST there
    pox_srv,      ///< POST to the target of an SRV record
    mail_srv,     ///< SRV records of mail services
    dav,          ///< SRV, TXT and well-known URLs of CalDAV and CardDAV
    profile,      ///< GET, a configuration profile
    never         ///< not asked by trace; `what` says what the client would do
};

/// One look-up. In URLs {domain}, {address} (percent-encoded), {raw_address} and {mx} are replaced;
/// a row with {mx} is tried for each domain behind the mail exchanger.
struct StepRow {
    Kind kind = Kind::autoconfig;
    std::string_view url = {};
    std::string_view source = {};
    int group = 0;              ///< rows that compete in one look-up of the client
    bool third_party = false;   ///< asked only where the operator wants it
    std::string_view what = {}; ///< for Kind::never
};

/// Which statuses count as an answer.
enum class Accepts { success, only_200, any };

/// What a reply ends that was accepted as an answer but cannot be used.
enum class Ends { nothing, group, documents };

enum class Follows { any, same_scheme, no_downgrade, to_tls };

struct Client {
    std::string_view name;  ///< "thunderbird-android"
    std::string_view title; ///< "Thunderbird for Android"
    std::span<const StepRow> steps;
    const DocumentRules* documents = nullptr;
    const PoxRules* pox = nullptr;
    const MailSrvRules* mail_srv = nullptr;
    const DavRules* dav = nullptr;
    Accepts accepts = Accepts::success;
    Ends bad_answer_ends = Ends::nothing;
    Follows follows = Follows::any;
    MxDomains mx = MxDomains::none;
    bool mail = true; ///< it works when mail is configured, else when DAV is
};

std::span<const Client> clients();

/// Null for a client that is not in the table.
const Client* find_client(std::string_view name);

} // namespace fingerpost::trace
