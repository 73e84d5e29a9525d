// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Emits what the library's contracts never emit.
contract Oddities {
    event TransferBatch(
        address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] values
    );

    /// ERC-1155 without OpenZeppelin's shortcut and checks: a batch of one stays a batch, and the
    /// lists may differ in length.
    function batch(address from, address to, uint256[] calldata ids, uint256[] calldata values) external {
        emit TransferBatch(msg.sender, from, to, ids, values);
    }

    /// Shares its topic0 with ERC-20 and ERC-721, and has nothing indexed, as CryptoKitties' has.
    function bare(address from, address to, uint256 tokenId) external {
        bytes32 transfer = keccak256("Transfer(address,address,uint256)");
        bytes memory data = abi.encode(from, to, tokenId);
        assembly {
            log1(add(data, 32), mload(data), transfer)
        }
    }
}
