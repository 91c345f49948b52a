#include "directory/session.hpp"

#include "directory/filter.hpp"

#include <ldap.h>
#include <openldap.h>

#include <algorithm>
#include <array>
#include <vector>

namespace fingerpost::directory {

namespace {

constexpr ber_len_t message_bytes_max = 256 * 1024;
constexpr auto search_failed = "search failed";
constexpr int messages_max = 16; ///< of one search: entries, references and the end

/// Named here because libldap trusts nobody where its own configuration file is missing.
constexpr auto system_authorities = "/etc/ssl/certs/ca-certificates.crt";

std::string authorities_of(const Protection& protection) {
    if (!protection.verify) return ""; // none that could be missing
    return protection.ca_file.empty() ? system_authorities : protection.ca_file;
}

// ---- libldap's reads and writes, by way of the Wire ---------------------------------------------

Wire& wire_of(Sockbuf_IO_Desc* layer) {
    return *static_cast<Wire*>(layer->sbiod_pvt);
}

int set_up(Sockbuf_IO_Desc* layer, void* wire) {
    layer->sbiod_pvt = wire;
    return 0;
}

int nothing_to_do(Sockbuf_IO_Desc*) {
    return 0;
}

int no_options(Sockbuf_IO_Desc*, int, void*) {
    return 0;
}

ber_slen_t read_wire(Sockbuf_IO_Desc* layer, void* to, ber_len_t size) {
    return wire_of(layer).read(to, size);
}

ber_slen_t write_wire(Sockbuf_IO_Desc* layer, void* from, ber_len_t size) {
    return wire_of(layer).write(from, size);
}

Sockbuf_IO by_wire{set_up, nothing_to_do, no_options, read_wire, write_wire, nothing_to_do};

LDAP* handle_on(Wire& wire, const LdapServer& server) {
    const auto url = (server.use_ssl ? "ldaps://" : "ldap://") + host_and_port(server);
    LDAP* handle = nullptr;
    if (ldap_init_fd(wire.descriptor(), LDAP_PROTO_EXT, url.c_str(), &handle) != LDAP_SUCCESS)
        return nullptr;
    Sockbuf* bytes = nullptr;
    ldap_get_option(handle, LDAP_OPT_SOCKBUF, static_cast<void*>(&bytes));
    ber_sockbuf_add_io(bytes, &by_wire, LBER_SBIOD_LEVEL_PROVIDER, &wire);
    auto most = message_bytes_max;
    ber_sockbuf_ctrl(bytes, LBER_SB_OPT_SET_MAX_INCOMING, &most);
    const int version = LDAP_VERSION3;
    ldap_set_option(handle, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF); // nobody else gets our password
    return handle;
}

timeval time_until(Time deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const auto count = std::max<std::int64_t>(left.count(), 1); // 0 means "do not wait" here
    return {count / 1000, count % 1000 * 1000};
}

// ---- entries ------------------------------------------------------------------------------------

using Message = std::unique_ptr<LDAPMessage, decltype(&ldap_msgfree)>;

std::string
text_of(LDAP* handle, LDAPMessage* entry, const std::string& attribute, std::size_t max) {
    const std::unique_ptr<berval*, decltype(&ldap_value_free_len)> values(
        ldap_get_values_len(handle, entry, attribute.c_str()), ldap_value_free_len
    );
    const auto count = ldap_count_values_len(values.get());
    std::vector<std::string_view> texts;
    texts.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        texts.emplace_back(values.get()[i]->bv_val, values.get()[i]->bv_len);
    return first_text(texts, max);
}

bool wants_name(const LdapServer& server) {
    return server.attr_cn && !server.attr_cn->empty();
}

Person person_of(LDAP* handle, LDAPMessage* entry, const LdapServer& server) {
    Person person;
    person.login = text_of(handle, entry, server.attr_uid, login_bytes_max);
    if (wants_name(server)) person.name = text_of(handle, entry, *server.attr_cn, name_bytes_max);
    return person;
}

std::string name_of(const LdapServer& server) {
    return "ldapserver " + std::to_string(server.id) + " (" + host_and_port(server) + ")";
}

} // namespace

void Session::Unbind::operator()(ldap* handle) const {
    ldap_unbind_ext(handle, nullptr, nullptr);
}

void Session::until(Time deadline) {
    wire_->until(deadline);
    const auto left = time_until(deadline);
    ldap_set_option(handle_.get(), LDAP_OPT_TIMEOUT, &left);
    ldap_set_option(handle_.get(), LDAP_OPT_NETWORK_TIMEOUT, &left);
}

bool Session::late(int code) const {
    return code == LDAP_TIMEOUT || wire_->timed_out();
}

/// What the server adds to the code is left out where it may repeat what was asked.
Error Session::failure(
    const LdapServer& server, const std::string& step, int code, bool with_server_text
) const {
    auto what = name_of(server) + ": " + step + ": ";
    if (late(code)) return {Errc::timeout, what + "no answer in time"};
    what += ldap_err2string(code);
    char* more = nullptr;
    if (with_server_text)
        ldap_get_option(handle_.get(), LDAP_OPT_DIAGNOSTIC_MESSAGE, static_cast<void*>(&more));
    if (more && *more) what.append(" (").append(more).append(")");
    ldap_memfree(more);
    return {Errc::upstream, what};
}

Result<void> Session::protect(const LdapServer& server, const Protection& protection) {
    if (!server.use_ssl && !protection.starttls) return {};
    auto* handle = handle_.get();
    const int demand = protection.verify ? LDAP_OPT_X_TLS_DEMAND : LDAP_OPT_X_TLS_NEVER;
    ldap_set_option(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    const auto authorities = authorities_of(protection);
    ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, authorities.c_str());
    const int as_client = 0;
    if (ldap_set_option(handle, LDAP_OPT_X_TLS_NEWCTX, &as_client) != LDAP_SUCCESS)
        return Error{
            Errc::upstream,
            name_of(server) + ": ldap_ca_file \"" + authorities + "\" cannot be used"};
    const int failed =
        server.use_ssl ? ldap_install_tls(handle) : ldap_start_tls_s(handle, nullptr, nullptr);
    if (failed == LDAP_SUCCESS) return {};
    auto error = failure(server, server.use_ssl ? "no TLS" : "no StartTLS", failed, false);
    // libldap does not say what is wrong with a certificate
    if (failed == LDAP_CONNECT_ERROR && !late(failed))
        error.what += "; its certificate must be valid, for this name, and of an authority in "
                      "ldap_ca_file";
    return error;
}

Result<void> Session::bind(const LdapServer& server) {
    auto password = server.bind_password.value_or("");
    berval credentials{password.size(), password.data()};
    const int failed = ldap_sasl_bind_s(
        handle_.get(),
        server.bind_user.value_or("").c_str(),
        LDAP_SASL_SIMPLE,
        &credentials,
        nullptr,
        nullptr,
        nullptr
    );
    if (failed == LDAP_SUCCESS) return {};
    return failure(server, "did not accept bind_user", failed, true);
}

Result<Session>
Session::open(const LdapServer& server, const Protection& protection, Time deadline) {
    const auto usable = check_ldap_server(server);
    if (!usable) return usable.error();
    auto wire = Wire::connect(server.name, static_cast<std::uint16_t>(server.port), deadline);
    if (!wire) {
        const auto& why = wire.error();
        return Error{why.code, name_of(server) + ": cannot be reached: " + why.what};
    }
    std::unique_ptr<ldap, Unbind> handle(handle_on(**wire, server));
    if (!handle) return Error{Errc::upstream, name_of(server) + ": libldap is out of memory"};
    Session session(std::move(*wire), std::move(handle));
    session.until(deadline);
    const auto protected_now = session.protect(server, protection);
    if (!protected_now) return protected_now.error();
    const auto bound = session.bind(server);
    if (!bound) return bound.error();
    return session;
}

Result<std::optional<Person>>
Session::find(const LdapServer& server, const std::string& address, Time deadline) {
    until(deadline);
    const auto filter = filter_for(server.search_filter, address);
    auto login = server.attr_uid;
    auto name = server.attr_cn.value_or("");
    std::array<char*, 3> attributes{login.data(), wants_name(server) ? name.data() : nullptr};
    auto limit = time_until(deadline);
    int search = 0;
    const int failed = ldap_search_ext(
        handle_.get(),
        server.search_base.c_str(),
        LDAP_SCOPE_SUBTREE,
        filter.c_str(),
        attributes.data(),
        0,
        nullptr,
        nullptr,
        &limit,
        1,
        &search
    );
    if (failed != LDAP_SUCCESS) return failure(server, search_failed, failed, false);
    return receive(server, search, deadline);
}

/// One message at a time, so that a server that sends more than it was asked for fills no memory.
Result<std::optional<Person>>
Session::receive(const LdapServer& server, int search, Time deadline) {
    std::optional<Person> person;
    const auto failed = [&](int code) { return failure(server, search_failed, code, false); };
    for (int i = 0; i < messages_max; ++i) {
        auto limit = time_until(deadline);
        LDAPMessage* received = nullptr;
        const int type = ldap_result(handle_.get(), search, LDAP_MSG_ONE, &limit, &received);
        const Message message(received, ldap_msgfree);
        if (type == 0) return failed(LDAP_TIMEOUT);
        if (type < 0) return failed(LDAP_SERVER_DOWN);
        if (type == LDAP_RES_SEARCH_ENTRY && !person)
            person = person_of(handle_.get(), received, server);
        if (type != LDAP_RES_SEARCH_RESULT) continue;
        int code = LDAP_OTHER;
        ldap_parse_result(handle_.get(), received, &code, nullptr, nullptr, nullptr, nullptr, 0);
        if (code != LDAP_SUCCESS && code != LDAP_SIZELIMIT_EXCEEDED) return failed(code);
        last_used_ = std::chrono::steady_clock::now();
        return person;
    }
    return failed(LDAP_PROTOCOL_ERROR);
}

} // namespace fingerpost::directory
