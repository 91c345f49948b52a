#include "probe/visitor.hpp"

#include "probe/authorities.hpp"
#include "probe/conversation.hpp"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace fingerpost::probe {

namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

class AsioVisitor final : public Visitor {
public:
    AsioVisitor(
        ssl::context context,
        std::shared_ptr<const Authorities> authorities,
        VisitorSettings settings
    )
        : context_(std::move(context)), authorities_(std::move(authorities)),
          settings_(std::move(settings)) {}

    asio::awaitable<Visit> visit(Endpoint endpoint) const override {
        const auto executor = co_await asio::this_coro::executor;
        const auto conversation =
            std::make_shared<Conversation>(executor, context_, settings_, endpoint);
        auto visit = co_await conversation->run();
        if (!visit.chain.empty())
            visit.trust = authorities_->judge(visit.chain, endpoint.host, visit.at);
        co_return visit;
    }

private:
    mutable ssl::context context_; // a stream wants it so; it changes nothing in it
    std::shared_ptr<const Authorities> authorities_;
    VisitorSettings settings_;
};

/// Nothing is verified in the handshake, and weak keys are taken: a server that clients refuse must
/// still show its certificates. Authorities judge them afterwards.
ssl::context lenient() {
    ssl::context context(ssl::context::tls_client);
    context.set_verify_mode(ssl::verify_none);
    SSL_CTX_set_security_level(context.native_handle(), 0);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION); // RFC 8996
    return context;
}

} // namespace

Result<std::shared_ptr<const Visitor>> Visitor::make(const VisitorSettings& settings) {
    const auto authorities = Authorities::load(settings.ca_file);
    if (!authorities) return authorities.error();
    return std::shared_ptr<const Visitor>(
        std::make_shared<AsioVisitor>(lenient(), *authorities, settings)
    );
}

} // namespace fingerpost::probe
