#include "app/domain_look.hpp"

#include "app/domain_check.hpp"
#include "publish/record_text.hpp"

#include <utility>

namespace fingerpost::app {

using boost::asio::awaitable;

namespace {

class LookByChecks final : public DomainLook {
public:
    LookByChecks(std::shared_ptr<const Catalog> catalog, std::unique_ptr<DomainCheck> checks)
        : catalog_(std::move(catalog)), checks_(std::move(checks)) {}

    awaitable<Result<Seen>>
    look(std::string domain, std::map<std::string, std::string> memory) override {
        const auto desired = checks_->desired(domain);
        if (!desired) co_return desired.error();
        Seen seen;
        seen.desired = publish::digest_of(*desired, domain);
        auto findings = co_await checks_->check(domain, std::move(memory));
        if (!findings) co_return findings.error();
        seen.findings = std::move(*findings);
        co_return seen;
    }

    void stop() override { checks_->stop(); }

private:
    std::shared_ptr<const Catalog> catalog_; ///< what the checks refer to
    std::unique_ptr<DomainCheck> checks_;
};

} // namespace

MadeLook look_by_checks(
    boost::asio::io_context& context,
    const Settings& settings,
    std::shared_ptr<const Catalog> catalog
) {
    CheckWish wish;
    wish.live = settings.check_live;
    wish.questions_per_second = settings.check_rate;
    auto checks = DomainCheck::make(context, settings, *catalog, std::move(wish));
    if (!checks) return checks.error();
    return std::shared_ptr<DomainLook>(
        std::make_shared<LookByChecks>(std::move(catalog), std::move(*checks))
    );
}

} // namespace fingerpost::app
