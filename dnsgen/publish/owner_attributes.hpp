/// @file
/// The attributes of a domain or a provider as a roll-over reads and changes them: a domain's stand
/// before its provider's.
#pragma once

#include "publish/rollover.hpp"
#include "storage/attribute_repository.hpp"

namespace fingerpost::publish {

class OwnerAttributes {
public:
    /// Of the roll-over's owner. Errc::not_found when it is gone.
    static Result<OwnerAttributes> of(storage::Connection& connection, const Rollover& rollover);

    /// In its one form; "" when there is none.
    std::string own(AttributeId id, const std::string& qualifier = "") const;
    std::string effective(AttributeId id, const std::string& qualifier = "") const;
    /// Of every qualifier that has one.
    std::vector<Attribute> effective_all(AttributeId id) const;

    /// Makes the change. Errc::conflict when something else is there than it expects.
    Result<void> make(const AttributeChange& change);

private:
    explicit OwnerAttributes(storage::AttributeRepository repository) : repository_(repository) {}
    const Attribute*
    find(const std::vector<Attribute>& list, AttributeId id, const std::string& qualifier) const;
    Result<void> set(const AttributeChange& change);

    storage::AttributeRepository repository_;
    storage::AttributeOwner owner_;
    std::vector<Attribute> own_;
    std::vector<Attribute> provider_; ///< of a domain only
};

} // namespace fingerpost::publish
