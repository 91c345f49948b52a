/// @file
/// Rows of `domain` as the verbs tell of them.
#pragma once

#include "storage/domain_repository.hpp"
#include "storage/sql.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>

namespace fingerpost::cli {

/// Names of providers, each looked up once.
class ProviderNames {
public:
    explicit ProviderNames(storage::Connection& connection) : providers_(connection) {}

    const std::string& operator()(std::int64_t id); ///< "" when there is no such row

private:
    storage::ProviderRepository providers_;
    std::map<std::int64_t, std::string> names_;
};

/// "Example", or "provider 7, which is missing".
std::string provider_title(const storage::Domain& domain, ProviderNames& providers);

/// {"id", "name", "provider_id", "provider", "ldapserver_id", "servers": ["1", "dav:2"]}
boost::json::object to_json(const storage::Domain& domain, ProviderNames& providers);

/// The name, and what people read where that differs.
std::string shown_name(const std::string& name);

} // namespace fingerpost::cli
