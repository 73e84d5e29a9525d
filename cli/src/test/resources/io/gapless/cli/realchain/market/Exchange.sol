// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

interface IConditionalTokens is IERC1155 {
    function splitPosition(address collateral, bytes32 parent, bytes32 condition, uint256[] calldata parts, uint256 amount)
        external;

    function mergePositions(address collateral, bytes32 parent, bytes32 condition, uint256[] calldata parts, uint256 amount)
        external;
}

/// Settles orders on outcomes of conditions with two outcomes, and sales between owners on any. Its
/// operator is trusted: nothing is signed.
contract Exchange is ERC1155Holder {
    /// One side of a trade, as far as it is filled. `payer` pays what a buyer owes; the fee is part of
    /// what comes out: of the shares of who buys, of the money of who sells.
    struct Order {
        bool takes;
        bool buys;
        bytes32 hash;
        address owner;
        address payer;
        bytes32 conditionId;
        uint256 tokenId;
        uint256 shares;
        uint256 cash;
        uint256 fee;
    }

    event OrderFilled(
        bytes32 indexed orderHash,
        address indexed maker,
        address indexed taker,
        uint256 makerAssetId,
        uint256 takerAssetId,
        uint256 makerAmountFilled,
        uint256 takerAmountFilled,
        uint256 fee
    );
    event OrdersMatched(
        bytes32 indexed takerOrderHash,
        address indexed takerOrderMaker,
        uint256 makerAssetId,
        uint256 takerAssetId,
        uint256 makerAmountFilled,
        uint256 takerAmountFilled
    );
    event FeeCharged(address indexed receiver, uint256 tokenId, uint256 amount);

    address private immutable operator = msg.sender;
    IConditionalTokens private immutable tokens;
    IERC20 private immutable money;
    address private immutable feeReceiver;

    constructor(IConditionalTokens tokens_, IERC20 money_, address feeReceiver_) {
        tokens = tokens_;
        money = money_;
        feeReceiver = feeReceiver_;
        money_.approve(address(tokens_), type(uint256).max);
    }

    /// Orders in groups: one that takes, then those that it meets.
    function settle(Order[] calldata orders) external {
        require(msg.sender == operator, "not the operator");
        require(orders[0].takes, "no taker");
        uint256 taker = 0;
        for (uint256 i = 0; i < orders.length; i++) {
            if (orders[i].takes) {
                if (i > 0) {
                    _close(orders[taker]);
                }
                taker = i;
                _collect(orders[i]);
            } else {
                _collect(orders[i]);
                _convert(orders[taker], orders[i]);
                _deliver(orders[i], orders[taker].owner);
            }
        }
        _close(orders[taker]);
        require(money.balanceOf(address(this)) == 0, "money left");
        for (uint256 i = 0; i < orders.length; i++) {
            require(tokens.balanceOf(address(this), orders[i].tokenId) == 0, "shares left");
        }
    }

    function _collect(Order calldata order) private {
        if (order.buys) {
            require(money.transferFrom(order.payer, address(this), order.cash), "not paid");
        } else {
            tokens.safeTransferFrom(order.owner, address(this), order.tokenId, order.shares, "");
        }
    }

    /// Two who buy get new shares for their money, two who sell get money for their full sets.
    function _convert(Order calldata taker, Order calldata maker) private {
        if (taker.buys != maker.buys) {
            return;
        }
        uint256[] memory parts = new uint256[](2);
        parts[0] = 1;
        parts[1] = 2;
        if (maker.buys) {
            tokens.splitPosition(address(money), bytes32(0), maker.conditionId, parts, maker.shares);
        } else {
            tokens.mergePositions(address(money), bytes32(0), maker.conditionId, parts, maker.shares);
        }
    }

    function _deliver(Order calldata order, address counterparty) private {
        if (order.buys) {
            tokens.safeTransferFrom(address(this), order.owner, order.tokenId, order.shares - order.fee, "");
        } else {
            require(money.transfer(order.owner, order.cash - order.fee), "not paid");
        }
        _charge(order);
        emit OrderFilled(
            order.hash,
            order.owner,
            counterparty,
            order.buys ? 0 : order.tokenId,
            order.buys ? order.tokenId : 0,
            order.buys ? order.cash : order.shares,
            order.buys ? order.shares : order.cash,
            order.fee
        );
    }

    function _charge(Order calldata order) private {
        if (order.fee == 0) {
            return;
        }
        if (order.buys) {
            tokens.safeTransferFrom(address(this), feeReceiver, order.tokenId, order.fee, "");
        } else {
            require(money.transfer(feeReceiver, order.fee), "not paid");
        }
        emit FeeCharged(feeReceiver, order.buys ? order.tokenId : 0, order.fee);
    }

    function _close(Order calldata taker) private {
        _deliver(taker, address(this));
        emit OrdersMatched(
            taker.hash,
            taker.owner,
            taker.buys ? 0 : taker.tokenId,
            taker.buys ? taker.tokenId : 0,
            taker.buys ? taker.cash : taker.shares,
            taker.buys ? taker.shares : taker.cash
        );
    }
}
