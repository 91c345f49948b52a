#include "cli/dns_session.hpp"

#include "cli/database.hpp"

namespace fingerpost::cli {

Result<std::unique_ptr<DnsSession>> DnsSession::open(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return Error{};
    const auto& settings = configuration.settings;
    auto session = std::make_unique<DnsSession>();
    auto connection = open_for_change(settings);
    if (!connection) return connection.error();
    session->connection_ = std::move(*connection);
    auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    session->catalog_ = std::move(*catalog);
    auto publication = app::DnsPublication::make(
        settings, *session->catalog_, *session->connection_, session->context_.get_executor()
    );
    if (!publication) return publication.error();
    session->publication_ = std::move(*publication);
    return session;
}

} // namespace fingerpost::cli
