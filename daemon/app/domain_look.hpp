/// @file
/// How a sweep looks at one domain; tests hand in another way.
#pragma once

#include "app/settings.hpp"
#include "base/error.hpp"
#include "catalog/catalog.hpp"
#include "check/finding.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace fingerpost::app {

/// Of one catalog; used on the one thread that runs the context.
class DomainLook {
public:
    virtual ~DomainLook() = default;

    struct Seen {
        check::Findings findings;
        std::string desired; ///< digest of what the domain should have
    };
    /// `memory`: what the domain's checks remembered the last time. Errc::not_found when nobody
    /// serves the domain.
    virtual boost::asio::awaitable<Result<Seen>>
    look(std::string domain, std::map<std::string, std::string> memory) = 0;

    /// Whoever is looking comes to an end soon, whatever he sees.
    virtual void stop() = 0;
};

using MadeLook = Result<std::shared_ptr<DomainLook>>;

/// Keeps the catalog. Errc::bad_request names the setting that is no good.
using MakeLook = std::function<
    MadeLook(boost::asio::io_context&, const Settings&, std::shared_ptr<const Catalog>)>;

/// By a DomainCheck with check_rate and check_live.
MadeLook look_by_checks(
    boost::asio::io_context& context,
    const Settings& settings,
    std::shared_ptr<const Catalog> catalog
);

} // namespace fingerpost::app
