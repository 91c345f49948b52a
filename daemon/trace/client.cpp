#include "trace/client.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::trace {

namespace {

// clang-format off
constexpr std::string_view thunderbird_isp = "Thunderbird, FetchConfig.sys.mjs (provider)";
constexpr std::string_view thunderbird_mx = "Thunderbird, FetchConfig.sys.mjs (MX)";
constexpr std::string_view thunderbird_exchange = "Thunderbird, ExchangeAutoDiscover.sys.mjs";
constexpr std::array thunderbird{
    StepRow{Kind::autoconfig, "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}", thunderbird_isp, 1},
    StepRow{Kind::autoconfig, "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress={address}", thunderbird_isp, 1},
    StepRow{Kind::autoconfig, "http://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}", thunderbird_isp, 1},
    StepRow{Kind::autoconfig, "http://{domain}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress={address}", thunderbird_isp, 1},
    StepRow{Kind::autoconfig, "https://live.thunderbird.net/autoconfig/v1.1/{domain}", "Thunderbird, FetchConfig.sys.mjs (database)", 2, true},
    StepRow{Kind::autoconfig, "https://autoconfig.{mx}/mail/config-v1.1.xml?emailaddress={address}", thunderbird_mx, 3},
    StepRow{Kind::autoconfig, "https://live.thunderbird.net/autoconfig/v1.1/{mx}", thunderbird_mx, 3, true},
    StepRow{Kind::pox_post, "https://autodiscover.{domain}/autodiscover/autodiscover.xml", thunderbird_exchange, 4},
    StepRow{Kind::pox_post, "https://{domain}/autodiscover/autodiscover.xml", thunderbird_exchange, 4},
    StepRow{Kind::pox_post, "http://autodiscover.{domain}/autodiscover/autodiscover.xml", thunderbird_exchange, 4},
    StepRow{Kind::pox_srv, "https://{target}/autodiscover/autodiscover.xml", thunderbird_exchange, 4},
    StepRow{.kind = Kind::never, .source = "Thunderbird, GuessConfig.sys.mjs", .what = "guesses imap.{domain}, mail.{domain} and others by connecting to them"},
};

constexpr std::string_view android_order = "Thunderbird for Android, RealAutoDiscoveryRegistry, AutoconfigUrlProvider";
constexpr std::array thunderbird_android{
    StepRow{Kind::autoconfig, "https://autoconfig.{domain}/mail/config-v1.1.xml", android_order},
    StepRow{Kind::autoconfig, "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml", android_order},
    StepRow{Kind::autoconfig, "http://autoconfig.{domain}/mail/config-v1.1.xml", android_order},
    StepRow{Kind::autoconfig, "http://{domain}/.well-known/autoconfig/mail/config-v1.1.xml", android_order},
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{domain}", android_order, 0, true},
    StepRow{Kind::autoconfig, "https://autoconfig.{mx}/mail/config-v1.1.xml", "Thunderbird for Android, MxLookupAutoconfigDiscovery"},
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{mx}", "Thunderbird for Android, MxLookupAutoconfigDiscovery", 0, true},
};

constexpr std::string_view outlook_order = "[MS-OXDISCO] §3.1.5; Microsoft, Autodiscover for Exchange";
constexpr std::array outlook{
    StepRow{.kind = Kind::never, .source = "[MS-OXDISCO] §3.1.5.1", .what = "asks Active Directory for a service connection point, inside an organisation"},
    StepRow{Kind::pox_post, "https://{domain}/autodiscover/autodiscover.xml", outlook_order},
    StepRow{Kind::pox_post, "https://autodiscover.{domain}/autodiscover/autodiscover.xml", outlook_order},
    StepRow{Kind::pox_redirect, "http://autodiscover.{domain}/autodiscover/autodiscover.xml", "[MS-OXDISCO] §3.1.5.4"},
    StepRow{Kind::pox_srv, "https://{target}/autodiscover/autodiscover.xml", outlook_order},
};

constexpr std::array apple{
    StepRow{.kind = Kind::never, .source = "observed; Apple documents no look-up of mail settings", .what = "asks Apple's own servers about known providers"},
    StepRow{Kind::profile, "https://autoconfig.{domain}/mobileconfig/?emailaddress={address}", "Apple, device management profiles: opened by the user from a link"},
};

constexpr std::string_view evolution_order = "Evolution, e-mail-autoconfig.c (order of URLs)";
constexpr std::array evolution{
    StepRow{Kind::autoconfig, "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "http://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "http://{domain}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{domain}", evolution_order, 0, true},
    StepRow{Kind::autoconfig, "https://autoconfig.{mx}/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "http://autoconfig.{mx}/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "https://{mx}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "http://{mx}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=EVOLUTIONUSER%40{domain}", evolution_order},
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{mx}", evolution_order, 0, true},
    StepRow{Kind::mail_srv, {}, "Evolution, e-srv-config-lookup.c"},
    StepRow{Kind::dav, {}, "Evolution, e-srv-config-lookup.c"},
};

constexpr std::string_view kmail_order = "KMail account wizard, ispdbservice.cpp";
constexpr std::array kmail{
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{domain}", kmail_order, 0, true},
    StepRow{Kind::autoconfig, "https://autoconfig.{domain}/mail/config-v1.1.xml", kmail_order},
    StepRow{Kind::autoconfig, "http://autoconfig.{domain}/mail/config-v1.1.xml", kmail_order},
    StepRow{Kind::autoconfig, "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml", kmail_order},
};

constexpr std::array geary{
    StepRow{Kind::autoconfig, "https://autoconfig.{domain}/mail/config-v1.1.xml", "Geary, accounts-autoconfig.vala"},
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{domain}", "Geary, accounts-autoconfig.vala", 0, true},
};

constexpr std::array claws{
    StepRow{Kind::mail_srv, {}, "Claws Mail, gtkutils.c (auto-configuration)"},
};

constexpr std::string_view delta_chat_order = "Delta Chat core, configure.rs";
constexpr std::array delta_chat{
    StepRow{Kind::autoconfig, "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}", delta_chat_order},
    StepRow{Kind::autoconfig, "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress={address}", delta_chat_order},
    StepRow{Kind::pox_get, "https://{domain}/autodiscover/autodiscover.xml", delta_chat_order},
    StepRow{Kind::pox_get, "https://autodiscover.{domain}/autodiscover/autodiscover.xml", delta_chat_order},
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{domain}", delta_chat_order, 0, true},
};

constexpr std::string_view fairemail_order = "FairEmail, EmailProvider.java (order and scores of sources)";
constexpr std::array fairemail{
    StepRow{.kind = Kind::never, .source = fairemail_order, .what = "looks the domain and its name servers up in its own list of providers"},
    StepRow{Kind::mail_srv, {}, fairemail_order},
    StepRow{Kind::autoconfig, "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={raw_address}", fairemail_order},
    StepRow{Kind::autoconfig, "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress={raw_address}", fairemail_order},
    StepRow{Kind::autoconfig, "http://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={raw_address}", fairemail_order},
    StepRow{Kind::autoconfig, "http://{domain}/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress={raw_address}", fairemail_order},
    StepRow{Kind::autoconfig, "https://autoconfig.thunderbird.net/v1.1/{domain}", fairemail_order, 0, true},
    StepRow{Kind::pox_post, "https://{domain}/autodiscover/autodiscover.xml", "FairEmail, Misc.java (autodiscover)"},
    StepRow{Kind::pox_post, "https://autodiscover.{domain}/autodiscover/autodiscover.xml", "FairEmail, Misc.java (autodiscover)"},
    StepRow{.kind = Kind::never, .source = fairemail_order, .what = "scans ports of imap.{domain}, mail.{domain} and others"},
};

constexpr std::array davx5{
    StepRow{Kind::dav, {}, "DAVx5, DavResourceFinder.kt"},
};

constexpr std::array table{
    Client{.name = "thunderbird", .title = "Thunderbird", .steps = thunderbird, .documents = &thunderbird_documents, .pox = &thunderbird_pox,
           .bad_answer_ends = Ends::group, .mx = MxDomains::registrable},
    Client{.name = "thunderbird-android", .title = "Thunderbird for Android", .steps = thunderbird_android, .documents = &thunderbird_android_documents,
           .mx = MxDomains::registrable},
    Client{.name = "outlook", .title = "Outlook", .steps = outlook, .pox = &outlook_pox, .accepts = Accepts::only_200, .follows = Follows::to_tls},
    Client{.name = "apple", .title = "Apple Mail", .steps = apple, .accepts = Accepts::only_200},
    Client{.name = "evolution", .title = "Evolution", .steps = evolution, .documents = &evolution_documents, .mail_srv = &evolution_srv,
           .dav = &evolution_dav, .mx = MxDomains::suffixes},
    Client{.name = "kmail", .title = "KMail", .steps = kmail, .documents = &kmail_documents, .accepts = Accepts::only_200,
           .bad_answer_ends = Ends::documents},
    Client{.name = "geary", .title = "Geary", .steps = geary, .documents = &geary_documents, .accepts = Accepts::any},
    Client{.name = "claws", .title = "Claws Mail", .steps = claws, .mail_srv = &claws_srv},
    Client{.name = "deltachat", .title = "Delta Chat", .steps = delta_chat, .documents = &delta_chat_documents, .pox = &delta_chat_pox},
    Client{.name = "fairemail", .title = "FairEmail", .steps = fairemail, .documents = &fairemail_documents, .pox = &fairemail_pox,
           .mail_srv = &fairemail_srv, .accepts = Accepts::only_200, .follows = Follows::same_scheme},
    Client{.name = "davx5", .title = "DAVx5", .steps = davx5, .dav = &davx5_dav, .follows = Follows::no_downgrade, .mail = false},
};
// clang-format on

} // namespace

std::span<const Client> clients() {
    return table;
}

const Client* find_client(std::string_view name) {
    const auto* const found = std::find_if(table.begin(), table.end(), [&](const Client& client) {
        return client.name == name;
    });
    return found == table.end() ? nullptr : found;
}

} // namespace fingerpost::trace
